"""A few orders of today and tomorrow, brought on their way by the site's own services."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle, islice

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from pickup.exceptions import PickupError
from pickup.orders.basket import add_to_basket, choose_slot, with_strategy
from pickup.orders.models import Purchase
from pickup.orders.placement import Contact, place_purchase
from pickup.orders.states import OrderState
from pickup.orders.transitions import collect_order, mark_ready
from pickup.slots.models import Slot
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
TO_PREPARE = [OrderState.ACCEPTED] * PER_DAY
ORDERED_BEFORE_CUTOFF = timedelta(hours=1)


def seed_orders(*, shop: Shop, owner: User, now: datetime | None = None) -> None:
    """Give a shop three orders for today and three for tomorrow.

    Days on which the shop is shut stay empty, and so does a day that has its orders already.
    """
    now = now or timezone.now()
    for offset, guests in enumerate((GUESTS[:PER_DAY], GUESTS[PER_DAY:])):
        slots = _slots_of_day(shop, now=now, offset=offset)
        if slots and not _has_orders(slots):
            states = _states_of_today(slots, now) if offset == 0 else TO_PREPARE
            wishes = zip(guests, slots, states, strict=True)
            for position, (guest, slot, state) in enumerate(wishes):
                placed_at = min(now, slot.cutoff - ORDERED_BEFORE_CUTOFF)
                order = _place(shop, guest, slot, position, now=placed_at)
                if order:
                    _bring_to(state, order, by=owner, now=max(placed_at, min(slot.start, now)))


def _slots_of_day(shop: Shop, *, now: datetime, offset: int) -> list[Slot]:
    """Return as many slots as there are orders a day, spread over the day."""
    morning = now.astimezone(shop.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = morning + timedelta(days=offset)
    slots = list(
        Slot.objects.for_shop(shop)
        .filter(start__gte=first, start__lt=first + timedelta(days=1), closed=False)
        .order_by("start")
    )
    return list(islice(cycle(slots[:: max(1, len(slots) // PER_DAY)]), PER_DAY))


def _states_of_today(slots: list[Slot], now: datetime) -> list[OrderState]:
    """Say how far each order is: the past ones collected, at least one; the next one ready."""
    collected = max(1, sum(slot.end <= now for slot in slots))
    return [*[OrderState.COLLECTED] * collected, OrderState.READY, *TO_PREPARE][:PER_DAY]


def _has_orders(slots: list[Slot]) -> bool:
    names = [guest.name for guest in GUESTS]
    return Purchase.objects.filter(name__in=names, orders__slot__in=slots).exists()


def _place(shop: Shop, guest: Contact, slot: Slot, position: int, *, now: datetime):
    """Return the guest's order; None where the demo, played with for weeks, has sold out."""
    try:
        with transaction.atomic():
            basket = _fill_basket(shop, position)
            choose_slot(basket=basket, shop=shop, slot_id=slot.pk, now=now)
            placed = place_purchase(
                basket=basket, territory=shop.territory, contact=guest, now=now
            )
    except (ShopError, PickupError, Product.DoesNotExist):
        return None
    return placed.purchase.orders.get()


def _fill_basket(shop: Shop, position: int):
    """Take one to three products, others for each position."""
    basket = with_strategy(Basket.objects.create())
    products = list(Product.objects.sellable().for_shop(shop).order_by("pk"))
    for step in range(position + 1):
        product = products[(position * 2 + step) % len(products)]
        add_to_basket(basket=basket, product=product, quantity=1 + step % 2)
    return basket


def _bring_to(state: OrderState, order, *, by: User, now: datetime) -> None:
    if state == OrderState.COLLECTED:
        collect_order(order=order, by=by, now=now)
    elif state == OrderState.READY:
        mark_ready(order=order, by=by, now=now)
