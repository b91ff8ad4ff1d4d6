"""Orders of the demo that shops noted themselves: on the telephone and at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from oscar.core.loading import get_model

from marketplace.operations.seed.options import pick
from marketplace.operations.seed.orders import put_on_shelf
from marketplace.operations.seed.people import BUSY_SHOP
from pickup.exceptions import PickupError
from pickup.orders.models import Purchase
from pickup.orders.placing.order_book import Wish, goods_of, slots_to_take, take_order
from pickup.orders.placing.placement import Contact
from pickup.orders.placing.taken import Taken
from pickup.slots.models import PickupPoint
from shops.exceptions import ShopError
from shops.models import Shop

Order = get_model("order", "Order")

# The bakery plans its night on the evening before.
LIST_HOUR = 18


@dataclass(frozen=True)
class Call:
    """Who orders, where they are heard, how much they take, and what is written down of it."""

    contact: Contact
    source: str
    units: int
    note: str = ""


CALLS = (
    Call(Contact("Mme Vialle"), Order.Source.TELEPHONE, 2, "Bien cuit, elle passe vers 11 h."),
    Call(Contact("Restaurant Le Pont", phone="+33639980107"), Order.Source.TELEPHONE, 4),
    Call(Contact("M. Astier"), Order.Source.COUNTER, 1, "A déjà son sac."),
)


def seed_order_book(*, shops: list[Shop], now: datetime) -> None:
    """Let the busy shop note some orders for tomorrow, unless it has them."""
    for shop in shops:
        if shop.slug == BUSY_SHOP and shop.sells:
            _note_calls(shop, now)


def _note_calls(shop: Shop, now: datetime) -> None:
    tomorrow = now.astimezone(shop.zone).date() + timedelta(days=1)
    slots = [slot for slot in slots_to_take(shop, now=now) if slot.day == tomorrow]
    goods = [
        one
        for one in goods_of(shop, day=tomorrow)
        if not one.against and (one.left is None or one.left > 0)
    ]
    owner = shop.members.order_by("pk")[0].user
    if not slots or not goods:
        return
    if not Order.objects.for_shop(shop).filter(source=Order.Source.TELEPHONE).exists():
        PickupPoint.objects.filter(shop=shop).update(list_hour=LIST_HOUR)
    for number, call in enumerate(CALLS):
        key = uuid5(NAMESPACE_URL, f"{shop.slug}:{tomorrow}:{number}")
        product = goods[number % len(goods)]
        if not Purchase.objects.filter(uuid=key).exists():
            taken = Taken(call.source, owner, key)
            _note(shop, call, product, slots[number % len(slots)], taken, now)


def _note(shop: Shop, call: Call, product: Any, slot: Any, taken: Taken, now: datetime) -> None:
    """Note one call; not where the visitor has changed too much."""
    try:
        with transaction.atomic():
            put_on_shelf(product, call.units, back_again=False)
            take_order(
                shop=shop,
                wishes=[Wish(product.pk, call.units, pick(product, 0))],
                slot=slot,
                contact=call.contact,
                taken=taken,
                note=call.note,
                now=now,
            )
    except (ShopError, PickupError):
        return
