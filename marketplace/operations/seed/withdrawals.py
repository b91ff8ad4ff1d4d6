"""Two people who changed their minds: one after collecting, one before, for part of the order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from marketplace.operations.seed.orders import count_as_told, put_on_shelf
from marketplace.territories.models import Territory
from pickup.exceptions import PickupError
from pickup.orders.placing.basket import add_to_basket, choose_slot, group_by_shop, with_strategy
from pickup.orders.placing.placement import Contact, place_purchase
from pickup.orders.transitions import collect_order
from pickup.slots.models import Slot
from pickup.withdrawals.models import Withdrawal
from pickup.withdrawals.services import Declarant, withdraw
from shops.catalogue.services import set_available, stockrecord_of
from shops.exceptions import ShopError
from shops.models import Shop

Basket = get_model("basket", "Basket")
Product = get_model("catalogue", "Product")

AFTER = Contact("Mathilde Serre", email="mathilde@exemple.example")
BEFORE = Contact("Yann Morel", email="yann@exemple.example", phone="+33639980106")
# Long enough ago to be over, not so long that the two weeks are.
COLLECTED_SINCE, COLLECTED_BEFORE = timedelta(days=9), timedelta(days=2)


def seed_withdrawals(territory: Territory, *, shops: Sequence[Shop], now: datetime) -> None:
    """Make an order that was withdrawn from after its collection, and one partly before."""
    if Withdrawal.objects.filter(order__shop__territory=territory).exists():
        return
    pairs = [pair for shop in shops if shop.sells for pair in _pair_of(shop)]
    for contact, slots in ((AFTER, _past(now)), (BEFORE, Slot.objects.bookable(now))):
        if any(_try(pair, contact, slots, now) for pair in pairs):
            pairs = pairs[1:] + pairs[:1]


def _pair_of(shop: Shop) -> list[tuple[Any, Any]]:
    """Return what can be given back, and something else of the shop; nothing if it has no two."""
    goods = list(Product.objects.sellable().for_shop(shop).order_by("pk"))
    right = [one for one in goods if one.withdrawal_regime == "normal"]
    others = [one for one in goods if one not in right[:1]]
    return [(right[0], others[0])] if right and others else []


def _past(now: datetime) -> Any:
    return Slot.objects.filter(
        start__gt=now - COLLECTED_SINCE, end__lt=now - COLLECTED_BEFORE, closed=False
    )


def _try(pair: tuple[Any, Any], contact: Contact, slots: Any, now: datetime) -> bool:
    slot = slots.filter(point__shop=pair[0].shop).order_by("start").first()
    if slot is None:
        return False
    try:
        with transaction.atomic():
            _change_mind(pair, contact, slot, now)
    except (PickupError, ShopError):
        return False
    return True


def _change_mind(pair: tuple[Any, Any], contact: Contact, slot: Slot, now: datetime) -> None:
    order = _ordered(pair, contact, slot, now=min(now, slot.cutoff - timedelta(hours=1)))
    given_back, _kept = pair
    is_over = slot.end < now
    if is_over:
        owner = order.shop.members.order_by("pk")[0].user
        collect_order(order=order, by=owner, now=slot.start)
    left = stockrecord_of(given_back).net_stock_level
    withdraw(
        order=order,
        lines=[order.lines.get(product=given_back).pk],
        declarant=Declarant(name=contact.name, email=contact.email),
        now=slot.end + timedelta(days=1) if is_over else now,
    )
    if left is not None:
        # What came free was bought since: the shelves stay as the files fill them.
        set_available(product=given_back, available=left)
    if is_over:
        count_as_told(order.purchase)


def _ordered(pair: tuple[Any, Any], contact: Contact, slot: Slot, *, now: datetime) -> Any:
    basket = with_strategy(Basket.objects.create())
    for product in pair:
        put_on_shelf(product, 1, back_again=False)
        add_to_basket(basket=basket, product=product, quantity=1)
    shop = pair[0].shop
    [part] = group_by_shop(basket.all_lines())
    choose_slot(basket=basket, part=part, slot_id=slot.pk, now=now)
    placed = place_purchase(basket=basket, territory=shop.territory, contact=contact, now=now)
    return placed.purchase.orders.select_related("shop__territory", "slot", "purchase").get()
