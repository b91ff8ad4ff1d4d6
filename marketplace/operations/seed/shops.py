"""Shops that sell from the first minute: identity, hours, slots, owner; one shows itself only."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from oscar.core.loading import get_model

from marketplace.operations.seed.calendar import christmas_eve
from marketplace.operations.seed.collection import seed_collection
from marketplace.operations.seed.news import seed_news
from marketplace.operations.seed.people import seed_team
from marketplace.operations.seed.pictures import copy_illustration, is_stored
from marketplace.operations.seed.products import seed_products
from marketplace.territories.models import Territory
from pickup.exceptions import SlotsRefused
from pickup.slots.models import PickupPoint, SlotPattern
from pickup.slots.services import generate_slots
from pickup.slots.single_days import DaySlots, add_day_slots
from shops.admission import Application, apply_for_shop
from shops.catalogue.collection import horizon_days
from shops.hours.services import (
    Interval,
    SeasonFacts,
    add_closure,
    save_season,
    set_special_hours,
)
from shops.models import OpeningHours, Shop, ShopTransition, VatStatus

Partner = get_model("partner", "Partner")

VAT_SINCE = date(2020, 1, 1)
# How long the demo's shops have been selling; orders are told of this time.
HISTORY_DAYS = 42
OPENED_BEFORE = timedelta(days=HISTORY_DAYS + 14)


@transaction.atomic
def seed_shop(territory: Territory, content: dict[str, Any], *, now: datetime) -> Shop:
    """Return a shop of the demo, made at need; one that exists keeps what was changed in it."""
    shop = Shop.objects.filter(slug=content["shop"]["slug"]).first()
    is_new = shop is None
    if shop is None:
        shop = _create_shop(territory, content["shop"], content["legal"])
        _open_long_ago(shop, now - OPENED_BEFORE)
        _create_hours(shop, content["hours"])
        _say_seasons(shop, content.get("seasons", []), year=now.year)
        _say_special_days(shop, content.get("special_days", []), now=now)
        _announce_holidays(shop, content.get("closures", []), now=now)
        _create_pickup_point(shop, content["pickup"], content["slots"])
        seed_team(shop, content)
    seed_products(shop, content["products"], now=now)
    seed_news(shop, content["news"], now=now)
    seed_slots(shop, now=now)
    if is_new:
        _add_slots_of_days(shop, content.get("special_days", []), now=now)
    seed_collection(shop, content, now=now)
    return shop


def seed_slots(shop: Shop, *, now: datetime) -> None:
    """Make slots up to the horizon, and once those of the past weeks that orders are told of.

    They begin where the last ones end, at the latest this morning: what was collected early
    today needs its slot too.
    """
    local = now.astimezone(shop.zone)
    morning = local.replace(hour=0, minute=0, second=0, microsecond=0)
    last = shop.pickup_point.slots.aggregate(last=Max("start"))["last"]
    begin = min(last, morning) if last else morning - timedelta(days=HISTORY_DAYS)
    days = (morning - begin).days + horizon_days(shop, today=morning.date())
    generate_slots(point=shop.pickup_point, now=begin, days=days)


def seed_application(territory: Territory, facts: dict[str, Any]) -> None:
    """Leave one shop for the association to admit."""
    if not Shop.objects.filter(name=facts["name"]).exists():
        town = territory.towns.get(postcode=facts["postcode"])
        apply_for_shop(territory=territory, application=Application(town=town, **facts))


def _create_shop(territory: Territory, facts: dict[str, Any], legal: dict[str, Any]) -> Shop:
    given = {field: value for field, value in facts.items() if field not in ("town", "picture")}
    identity = {field: value for field, value in legal.items() if field != "vat_regime"}
    shop = Shop.objects.create(
        partner=Partner.objects.create(name=facts["name"], code=facts["slug"]),
        territory=territory,
        town=territory.towns.get(slug=facts["town"]),
        status=Shop.Status.APPROVED,
        picture=_picture(facts),
        **(given | {"description": facts["description"].strip()} | identity),
    )
    VatStatus.objects.create(shop=shop, regime=legal["vat_regime"], since=VAT_SINCE)
    return shop


def _picture(facts: dict[str, Any]) -> str:
    if not is_stored(facts["picture"]):
        return ""
    return copy_illustration(facts["picture"], to=f"shops/{facts['slug']}")


def _open_long_ago(shop: Shop, opened: datetime) -> None:
    """Write the way from draft to approved, without the mails that applying would send."""
    Shop.objects.filter(pk=shop.pk).update(created_at=opened)
    steps = [
        (Shop.Status.DRAFT, Shop.Status.SUBMITTED),
        (Shop.Status.SUBMITTED, Shop.Status.APPROVED),
    ]
    ShopTransition.objects.bulk_create(
        ShopTransition(shop=shop, at=opened, from_status=start, to_status=end)
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


def _say_seasons(shop: Shop, seasons: list[dict[str, Any]], *, year: int) -> None:
    """Give parts of every year hours of their own, beginning with this one."""
    for season in seasons:
        facts = SeasonFacts(
            name=season["name"],
            recurs="yearly",
            first_day=date.fromisoformat(f"{year}-{season['first']}"),
            last_day=date.fromisoformat(f"{year}-{season['last']}"),
        )
        intervals = [
            Interval(weekday, time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))
            for row in season["hours"]
            for weekday in row["weekdays"]
        ]
        save_season(shop=shop, facts=facts, intervals=intervals)


def _say_special_days(shop: Shop, days: list[dict[str, Any]], *, now: datetime) -> None:
    """Give days counted from the next Christmas Eve hours of their own."""
    eve = christmas_eve(now.astimezone(shop.zone).date())
    for facts in days:
        opens, closes = (time.fromisoformat(facts[name]) for name in ("opens", "closes"))
        day = eve + timedelta(days=facts["day"])
        set_special_hours(shop=shop, day=day, openings=[(opens, closes)])


def _add_slots_of_days(shop: Shop, days: list[dict[str, Any]], *, now: datetime) -> None:
    """Add slots to those of these days that have some of their own; what is over has none."""
    eve = christmas_eve(now.astimezone(shop.zone).date())
    for day, facts in ((eve + timedelta(days=one["day"]), one) for one in days):
        for part in facts.get("slots", []):
            starts, ends = (time.fromisoformat(part[name]) for name in ("starts", "ends"))
            asked = DaySlots(day=day, starts=starts, ends=ends, minutes=30, places=part["places"])
            with suppress(SlotsRefused):
                add_day_slots(point=shop.pickup_point, asked=asked, now=now)


def _announce_holidays(shop: Shop, closures: list[dict[str, Any]], *, now: datetime) -> None:
    """Shut a shop on days counted from the next Christmas Eve."""
    eve = christmas_eve(now.astimezone(shop.zone).date())
    for facts in closures:
        first, last = (eve + timedelta(days=facts[name]) for name in ("first", "last"))
        add_closure(shop=shop, first_day=first, last_day=last, reason=facts.get("reason", ""))


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
