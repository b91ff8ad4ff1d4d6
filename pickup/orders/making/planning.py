"""What a shop plans to make a day, with what is ordered for these days already."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.orders.models import LineAdjustment
from pickup.orders.states import OPEN_STATES
from pickup.slots.schedule import ensure_point
from pickup.slots.services import generate_slots
from shops.catalogue import campaigns, terms
from shops.catalogue.campaigns import CampaignFacts
from shops.catalogue.models import DailyQuota, PreorderCampaign
from shops.catalogue.quotas import quota_of_day, take_unplanned
from shops.models import Shop

Line = get_model("order", "Line")
StockRecord = get_model("partner", "StockRecord")


@transaction.atomic
def make_per_day(*, product, quantity: int, now: datetime | None = None) -> None:
    """Make so many a day of a sellable product; what is ordered counts among them."""
    today = (now or timezone.now()).astimezone(product.shop.zone).date()
    terms.set_per_day(product=product, quantity=quantity, today=today)
    _count_orders([product.pk], today)


@transaction.atomic
def run_campaign(
    *,
    shop: Shop,
    facts: CampaignFacts,
    campaign: PreorderCampaign | None = None,
    now: datetime | None = None,
) -> PreorderCampaign:
    """Make or change a pre-order campaign; its days get their slots.

    Raises:
        CampaignRefused: see `shops.catalogue.campaigns.save_campaign`.
    """
    campaign = campaigns.save_campaign(shop=shop, facts=facts, campaign=campaign)
    now = now or timezone.now()
    _count_orders(list(facts.quantities), now.astimezone(shop.zone).date())
    generate_slots(point=ensure_point(shop), now=now)
    return campaign


@transaction.atomic
def end_campaign(*, campaign: PreorderCampaign) -> None:
    """End a campaign; its slots beyond the usual days go, unless somebody comes."""
    shop = campaign.shop
    campaigns.delete_campaign(campaign=campaign)
    generate_slots(point=ensure_point(shop))


def units_ordered(campaign: PreorderCampaign) -> int:
    """Return how many units of its products are ordered for its days."""
    quotas = DailyQuota.objects.filter(
        day__in=campaign.dates, stockrecord__product__campaign_lines__campaign=campaign
    )
    return quotas.aggregate(units=Sum("taken"))["units"] or 0


def _count_orders(products: list[int], today: date) -> None:
    """Take from the days' quantities what was ordered before they were told."""
    records = StockRecord.objects.filter(product__in=products, mode=StockRecord.Mode.PER_DAY)
    for record in records.order_by("pk"):
        lines = Line.objects.filter(
            stockrecord=record,
            quota=None,
            order__status__in=OPEN_STATES,
            order__slot__day__gte=today,
        )
        kept = LineAdjustment.objects.filter(
            substitute=record.product_id,
            quota=None,
            consent=LineAdjustment.Consent.ASKED,
            line__order__status__in=OPEN_STATES,
            line__order__slot__day__gte=today,
        )
        _take_over(record, lines.annotate(units=F("due_quantity"), day=F("order__slot__day")))
        _take_over(record, kept.annotate(units=F("to_quantity"), day=F("line__order__slot__day")))


def _take_over(record, rows: QuerySet) -> None:
    """Let rows hold of their `day` the `units` that they have."""
    for day, units in rows.order_by("day").values_list("day").annotate(sum=Sum("units")):
        quota = quota_of_day(record=record, day=day)
        take_unplanned(quota_id=quota.pk, quantity=units)
        rows.filter(day=day).update(quota=quota)
