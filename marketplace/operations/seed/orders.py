"""A few orders of today and tomorrow, placed, prepared and collected by the site's own services."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.exceptions import PickupError
from pickup.orders.basket import add_to_basket, choose_slot, with_strategy
from pickup.orders.models import Purchase
from pickup.orders.placement import Contact, place_purchase
from pickup.orders.transitions import collect_order, mark_ready
from pickup.slots.models import Slot
from pickup.slots.services import generate_slots
from shops.exceptions import ShopError
from shops.models import Shop

Basket = get_model("basket", "Basket")
Product = get_model("catalogue", "Product")

# People who do not exist: reserved domain, telephone numbers kept for fiction (ARCEP 2018-0881).
GUESTS = (
    Contact("Margaux Tissier", email="margaux@exemple.example"),
    Contact("Émile Roche", phone="+33639980101"),
    Contact("Nour Belaïd", email="nour@exemple.example"),
    Contact("Lucien Faure", phone="+33639980102"),
    Contact("Inès Delmas", email="ines@exemple.example"),
    Contact("Paul Garnier", email="paul@exemple.example"),
)
PER_DAY = len(GUESTS) // 2
ORDERED_BEFORE_CUTOFF = timedelta(hours=1)
PREPARED_BEFORE_SLOT = timedelta(minutes=30)


def seed_orders(*, shop: Shop, owner: User, now: datetime | None = None) -> None:
    """Give a shop three orders for today and three for tomorrow; a guest orders once a day.

    Days on which the shop is shut stay empty, and so does a day that has its orders already.
    """
    now = now or timezone.now()
    for offset, guests in enumerate((GUESTS[:PER_DAY], GUESTS[PER_DAY:])):
        slots = _slots_of_day(shop, now=now, offset=offset)
        if slots and not _has_orders(slots):
            spread = cycle(slots[:: max(1, len(slots) // PER_DAY)])
            for position, (guest, slot) in enumerate(zip(guests, spread, strict=False)):
                _seed_order(shop, guest, slot, position, owner=owner, now=now)


def generate_slots_of_today(*, shop: Shop, now: datetime) -> None:
    """Make today's slots from the morning on, those already past included."""
    morning = now.astimezone(shop.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    generate_slots(point=shop.pickup_point, now=morning)


def _slots_of_day(shop: Shop, *, now: datetime, offset: int) -> list[Slot]:
    morning = now.astimezone(shop.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = morning + timedelta(days=offset)
    return list(
        Slot.objects.for_shop(shop)
        .filter(start__gte=first, start__lt=first + timedelta(days=1), closed=False)
        .order_by("start")
    )


def _has_orders(slots: list[Slot]) -> bool:
    names = [guest.name for guest in GUESTS]
    return Purchase.objects.filter(name__in=names, orders__slot__in=slots).exists()


def _seed_order(
    shop: Shop, guest: Contact, slot: Slot, position: int, *, owner: User, now: datetime
) -> None:
    """Place an order in time; today's first is collected, its second ready, as a day goes."""
    placed_at = min(now, slot.cutoff - ORDERED_BEFORE_CUTOFF)
    try:
        order = _place(shop, guest, slot, position, now=placed_at)
    except (ShopError, PickupError, Product.DoesNotExist):
        # Played with for weeks, the demo may have sold out: a day without orders is no fault.
        return
    is_today = slot.start.astimezone(shop.zone).date() == now.astimezone(shop.zone).date()
    if slot.end <= now or (is_today and position == 0):
        collect_order(order=order, by=owner, now=max(placed_at, min(slot.start, now)))
    elif is_today and position == 1:
        ready_at = min(now, slot.start - PREPARED_BEFORE_SLOT)
        mark_ready(order=order, by=owner, now=max(placed_at, ready_at))


@transaction.atomic
def _place(shop: Shop, guest: Contact, slot: Slot, position: int, *, now: datetime):
    basket = with_strategy(Basket.objects.create())
    products = list(Product.objects.sellable().for_shop(shop).order_by("pk"))
    for step in range(position + 1):
        product = products[(position * 2 + step) % len(products)]
        add_to_basket(basket=basket, product=product, quantity=1 + step % 2)
    choose_slot(basket=basket, shop=shop, slot_id=slot.pk, now=now)
    placement = place_purchase(basket=basket, territory=shop.territory, contact=guest, now=now)
    return placement.purchase.orders.get()
