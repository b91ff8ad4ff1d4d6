"""Shops that sell from the first minute: identity, hours, slots, owner; one shows itself only."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.operations.seed.people import seed_owner
from marketplace.operations.seed.pictures import copy_illustration
from marketplace.operations.seed.products import seed_product
from marketplace.territories.models import Territory
from pickup.slots.models import PickupPoint, SlotPattern
from pickup.slots.services import generate_slots
from shops.admission import Application, apply_for_shop
from shops.models import OpeningHours, Shop, ShopTransition, VatStatus

Partner = get_model("partner", "Partner")

VAT_SINCE = date(2026, 1, 1)
WAITING = {
    "name": "La Filature du Plateau",
    "trade": "Laines et tricots",
    "kind": Shop.Kind.ARTISAN,
    "mode": Shop.Mode.SALES,
    "address": "Moulin de la Velune",
    "postcode": "43997",
    "phone": "04 65 71 20 19",
    "email": "filature@haut-velune.example",
    "first_name": "Rose",
    "last_name": "Maurin",
}


@transaction.atomic
def seed_shop(territory: Territory, content: dict[str, Any]) -> Shop:
    """Return a shop of the demo, made at need; one that exists keeps what was changed in it."""
    shop = Shop.objects.filter(slug=content["shop"]["slug"]).first()
    if shop is None:
        shop = _create_shop(territory, content["shop"], content["legal"])
        _create_hours(shop, content.get("hours", []))
        _create_pickup_point(shop, content["pickup"], content.get("slots", []))
        seed_owner(shop, content["owner"])
    for product in content.get("products", []):
        seed_product(shop, product)
    return shop


def seed_slots(shop: Shop, *, now: datetime | None = None) -> None:
    """Make slots from this morning on: what was collected early today needs its slot too."""
    local = (now or timezone.now()).astimezone(shop.zone)
    morning = local.replace(hour=0, minute=0, second=0, microsecond=0)
    generate_slots(point=shop.pickup_point, now=morning)


def seed_application(territory: Territory) -> None:
    """Leave one shop for the association to admit."""
    if not Shop.objects.filter(name=WAITING["name"]).exists():
        town = territory.towns.get(postcode=WAITING["postcode"])
        apply_for_shop(territory=territory, application=Application(town=town, **WAITING))


def _create_shop(territory: Territory, facts: dict[str, Any], legal: dict[str, Any]) -> Shop:
    given = {field: value for field, value in facts.items() if field not in ("town", "picture")}
    identity = {field: value for field, value in legal.items() if field != "vat_regime"}
    shop = Shop.objects.create(
        partner=Partner.objects.create(name=facts["name"], code=facts["slug"]),
        territory=territory,
        town=territory.towns.get(slug=facts["town"]),
        status=Shop.Status.APPROVED,
        picture=copy_illustration(facts["picture"], to=f"shops/{facts['slug']}"),
        **(given | {"description": facts["description"].strip()} | identity),
    )
    VatStatus.objects.create(shop=shop, regime=legal["vat_regime"], since=VAT_SINCE)
    _log_admission(shop)
    return shop


def _log_admission(shop: Shop) -> None:
    """Write the way from draft to approved, without the mails that applying would send."""
    steps = [
        (Shop.Status.DRAFT, Shop.Status.SUBMITTED),
        (Shop.Status.SUBMITTED, Shop.Status.APPROVED),
    ]
    ShopTransition.objects.bulk_create(
        ShopTransition(shop=shop, at=timezone.now(), from_status=start, to_status=end)
        for start, end in steps
    )


def _create_hours(shop: Shop, hours: list[dict[str, Any]]) -> None:
    OpeningHours.objects.bulk_create(
        OpeningHours(
            shop=shop,
            weekday=interval["weekday"],
            opens=time.fromisoformat(interval["opens"]),
            closes=time.fromisoformat(interval["closes"]),
        )
        for interval in hours
    )


def _create_pickup_point(
    shop: Shop, facts: dict[str, Any], patterns: list[dict[str, Any]]
) -> None:
    point = PickupPoint.objects.create(shop=shop, **facts)
    SlotPattern.objects.bulk_create(
        SlotPattern(
            point=point,
            weekday=pattern["weekday"],
            starts=time.fromisoformat(pattern["starts"]),
            ends=time.fromisoformat(pattern["ends"]),
            capacity=pattern["capacity"],
        )
        for pattern in patterns
    )
