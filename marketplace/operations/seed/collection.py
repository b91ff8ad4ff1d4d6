"""Days, notice and daily quantities of the demo's products, and the baker's Christmas campaign."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from marketplace.operations.seed.calendar import christmas_eve
from marketplace.operations.seed.guests import AHEAD
from pickup.exceptions import PickupError
from pickup.orders.making.planning import make_per_day, run_campaign
from pickup.orders.placing.basket import add_to_basket, choose_slot, group_by_shop, with_strategy
from pickup.orders.placing.placement import place_purchase
from pickup.slots.models import Slot
from shops.catalogue.campaigns import CampaignFacts
from shops.catalogue.models import PreorderCampaign
from shops.catalogue.service_terms import Service, set_service
from shops.catalogue.terms import Terms, sellables_of, set_terms
from shops.exceptions import ShopError
from shops.models import Shop

Basket = get_model("basket", "Basket")
Product = get_model("catalogue", "Product")


def seed_collection(shop: Shop, content: dict[str, Any], *, now: datetime) -> None:
    """Say of a new shop's products when they are had; called once its products are there."""
    if not PreorderCampaign.objects.filter(shop=shop).exists():
        for facts in content["products"]:
            if "collection" in facts:
                product = Product.objects.get(shop=shop, slug=facts["slug"])
                _say(product, facts["collection"], now=now)
            if "service" in facts:
                _make_service(Product.objects.get(shop=shop, slug=facts["slug"]), facts["service"])
        for facts in content.get("campaigns", []):
            _run(shop, facts, now=now)


def _say(product, facts: dict[str, Any], *, now: datetime) -> None:
    terms = Terms(
        lead_time_minutes=facts.get("lead_time_minutes", 0),
        order_days=facts.get("order_days"),
        order_at=time.fromisoformat(facts["order_at"]) if "order_at" in facts else None,
        weekdays=facts.get("weekdays", ""),
    )
    set_terms(product=product, terms=terms, preparation_weight=facts.get("weight", 1))
    if "a_day" in facts:
        make_per_day(product=product, quantity=facts["a_day"], now=now)


def _make_service(product, facts: dict[str, Any]) -> None:
    service = Service(
        duration_minutes=facts["minutes"],
        resource_name=facts["resource"],
        resource_quantity=facts["n"],
        cancel_hours=facts["cancel_hours"],
    )
    set_service(product=product, service=service)


def _run(shop: Shop, facts: dict[str, Any], *, now: datetime) -> None:
    """Run a campaign counted from the next Christmas Eve, and last year's for it to be copied."""
    eve = christmas_eve(now.astimezone(shop.zone).date())
    former = eve.replace(year=eve.year - 1)
    for day in (former, eve):
        campaign = run_campaign(shop=shop, facts=_facts_of(shop, facts, day), now=now)
    _order_some(campaign, now=now)


def _facts_of(shop: Shop, facts: dict[str, Any], eve: date) -> CampaignFacts:
    quantities = {
        one.pk: quantity
        for slug, quantity in facts["products"].items()
        for one in sellables_of(Product.objects.get(shop=shop, slug=slug))
    }
    opens, closes = (eve + timedelta(days=facts[name]) for name in ("opens", "closes"))
    return CampaignFacts(
        name=facts["name"],
        days=[eve + timedelta(days=offset) for offset in facts["days"]],
        opens_at=datetime.combine(opens, time(8), tzinfo=shop.zone),
        closes_at=datetime.combine(closes, time(18), tzinfo=shop.zone),
        quantities=quantities,
    )


def _order_some(campaign: PreorderCampaign, *, now: datetime) -> None:
    """Let people order for the campaign's days, where its time has come."""
    if not campaign.takes_orders_at(now):
        return
    products = [line.product for line in campaign.lines.select_related("product")]
    slots = list(Slot.objects.for_shop(campaign.shop).filter(day__in=campaign.dates, closed=False))
    for number, contact in enumerate(AHEAD):
        product, slot = products[number % len(products)], slots[number * 3 % len(slots)]
        try:
            with transaction.atomic():
                _order(campaign, contact, product, slot, now=now)
        except (PickupError, ShopError):
            continue


def _order(campaign, contact, product, slot: Slot, *, now: datetime) -> None:
    basket = with_strategy(Basket.objects.create())
    add_to_basket(basket=basket, product=product, quantity=1)
    [part] = group_by_shop(basket.all_lines())
    choose_slot(basket=basket, part=part, slot_id=slot.pk, now=now)
    territory = campaign.shop.territory
    place_purchase(basket=basket, territory=territory, contact=contact, now=now)
