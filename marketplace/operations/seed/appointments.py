"""Somebody who has two services of one shop after each other, in the days to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from pickup.exceptions import PickupError
from pickup.orders.models import Appointment
from pickup.orders.placing.availability import slots_for
from pickup.orders.placing.basket import add_to_basket, choose_slot, group_by_shop, with_strategy
from pickup.orders.placing.placement import Contact, place_purchase
from shops.catalogue.models import ServiceTerms
from shops.exceptions import ShopError
from shops.models import Shop

Basket = get_model("basket", "Basket")

GUEST = Contact("Sylvain Marty", email="sylvain@exemple.example")


def seed_appointments(*, shops: Sequence[Shop], now: datetime) -> None:
    """Order two services that need the same resource, unless such an order is to come."""
    for shop in (shop for shop in shops if shop.sells):
        awaited = Appointment.objects.filter(resource__shop=shop, shift_minutes__gt=0)
        pair = _pair_of(shop)
        if len(pair) > 1 and not awaited.filter(start__gt=now).exists():
            _try(pair, now)


def _pair_of(shop: Shop) -> list[Any]:
    """Return the first two services of a resource that has two."""
    services = ServiceTerms.objects.filter(resource__shop=shop, product__status="published")
    ordered = services.select_related("product").order_by("resource_id", "product_id")
    by_resource = [list(found) for _pk, found in groupby(ordered, attrgetter("resource_id"))]
    first = next((found for found in by_resource if len(found) > 1), [])
    return [service.product for service in first[:2]]


def _try(pair: list[Any], now: datetime) -> None:
    """Order for the first time of another day; not where the visitor has changed too much."""
    try:
        with transaction.atomic():
            _order(pair, now)
    except (PickupError, ShopError):
        return


def _order(pair: list[Any], now: datetime) -> None:
    basket = with_strategy(Basket.objects.create())
    for product in pair:
        add_to_basket(basket=basket, product=product, quantity=1)
    [part] = group_by_shop(basket.all_lines())
    shop = part.shop
    today = now.astimezone(shop.zone).date()
    slot = next(
        (one for one in slots_for([part.needs], now=now)[shop.pk] if one.day > today), None
    )
    choose_slot(basket=basket, part=part, slot_id=slot.pk if slot else 0, now=now)
    placed = place_purchase(basket=basket, territory=shop.territory, contact=GUEST, now=now)
    placed.purchase.orders.update(seen_at=now)
