"""Pre-order campaigns: made, changed, copied from last year's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.territories.versions import touch
from shops.catalogue.models import CampaignProduct, PreorderCampaign
from shops.catalogue.quotas import plan_as_usual, plan_day
from shops.catalogue.stock import set_daily_quantity
from shops.exceptions import CampaignRefused
from shops.models import Shop

StockRecord = get_model("partner", "StockRecord")
# Units a day, by stock record and day.
Planned = dict[tuple[int, date], int]


@dataclass(frozen=True, kw_only=True)
class CampaignFacts:
    """What a shop says of a campaign.

    days: those of collection; quantities: units a day by sellable product.
    """

    name: str
    days: Sequence[date]
    opens_at: datetime
    closes_at: datetime
    quantities: Mapping[int, int]


@transaction.atomic
def save_campaign(
    *, shop: Shop, facts: CampaignFacts, campaign: PreorderCampaign | None = None
) -> PreorderCampaign:
    """Make a campaign or change one, and plan its days.

    Its products are made so many a day from now on; one that was not is made on no other day,
    until its shop says so. A day taken out of the campaign plans nothing any more.

    Raises:
        CampaignRefused: a day or product is another campaign's; `field` says where to mend it.
    """
    campaign = campaign or PreorderCampaign(shop=shop)
    days = sorted(set(facts.days))
    _check(shop, campaign, days, facts)
    former = _planned(campaign)
    campaign.name, campaign.days = facts.name, [day.isoformat() for day in days]
    campaign.last_day = days[-1]
    campaign.opens_at, campaign.closes_at = facts.opens_at, facts.closes_at
    campaign.save()
    campaign.lines.exclude(product__in=facts.quantities).delete()
    for product_id, quantity in facts.quantities.items():
        CampaignProduct.objects.update_or_create(
            campaign=campaign, product_id=product_id, defaults={"quantity": quantity}
        )
    _plan(campaign, former)
    touch(shop.territory_id)
    return campaign


@transaction.atomic
def delete_campaign(*, campaign: PreorderCampaign) -> None:
    """End a campaign: what was ordered stays, its days plan nothing any more."""
    former = _planned(campaign)
    touch(campaign.shop.territory_id)
    campaign.delete()
    _withdraw(former)


def a_year_later(moment: date, *, years: int = 1) -> date:
    """Return the same day of a later year; 29 February becomes the 28th."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def next_years(campaign: PreorderCampaign, *, today: date, zone: ZoneInfo) -> CampaignFacts:
    """Return last year's campaign with the dates of the next year that has them to come."""
    years = _years_until(campaign, today)
    return CampaignFacts(
        name=campaign.name,
        days=[a_year_later(day, years=years) for day in campaign.dates],
        opens_at=_wall_years_later(campaign.opens_at, years, zone),
        closes_at=_wall_years_later(campaign.closes_at, years, zone),
        quantities=dict(campaign.lines.values_list("product_id", "quantity")),
    )


def is_repeated(
    campaign: PreorderCampaign, others: Iterable[PreorderCampaign], *, today: date
) -> bool:
    """Say whether a later campaign is this one again: by its name, or a product on its next days.

    All with their lines loaded.
    """
    years = _years_until(campaign, today)
    days = {a_year_later(day, years=years) for day in campaign.dates}
    products = _products_of(campaign)
    return any(
        other.name.casefold() == campaign.name.casefold()
        or (not days.isdisjoint(other.dates) and not products.isdisjoint(_products_of(other)))
        for other in others
        if other.last_day > campaign.last_day
    )


def _products_of(campaign: PreorderCampaign) -> set[int]:
    return {line.product_id for line in campaign.lines.all()}


def _years_until(campaign: PreorderCampaign, today: date) -> int:
    years = 1
    while a_year_later(campaign.dates[-1], years=years) < today:
        years += 1
    return years


def _wall_years_later(moment: datetime, years: int, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    day = a_year_later(local.date(), years=years)
    return datetime.combine(day, local.time(), tzinfo=zone)


def _check(shop: Shop, campaign: PreorderCampaign, days: Sequence[date], facts) -> None:
    if facts.closes_at.astimezone(shop.zone).date() > days[0]:
        raise CampaignRefused("closes", _("Orders must close before the first day of collection."))
    others = CampaignProduct.objects.filter(campaign__shop=shop, product__in=facts.quantities)
    others = others.exclude(campaign=campaign.pk).filter(campaign__last_day__gte=days[0])
    for line in others.select_related("campaign", "product__parent"):
        if set(line.campaign.dates) & set(days):
            refusal = _("“%(product)s” is in “%(campaign)s” on one of these days already.")
            raise CampaignRefused(
                "days",
                refusal % {"product": line.product.get_title(), "campaign": line.campaign},
            )


def _planned(campaign: PreorderCampaign) -> Planned:
    """Return by stock record and day how much a campaign plans."""
    if campaign.pk is None:
        return {}
    lines = campaign.lines.values_list("product__stockrecords", "quantity")
    return {(record, day): quantity for record, quantity in lines for day in campaign.dates}


def _plan(campaign: PreorderCampaign, former: Planned) -> None:
    """Plan each product's days, in the order in which orders take them.

    A day that is planned as before stays as it is: what was written off or called off of it
    since does not come back because the campaign has another name.
    """
    planned = set()
    lines = campaign.lines.order_by("product__stockrecords").values_list("product", "quantity")
    for product, quantity in lines:
        record = StockRecord.objects.select_for_update().get(product=product)
        if record.mode != StockRecord.Mode.PER_DAY:
            set_daily_quantity(stockrecord_id=record.pk, quantity=0)
            record.daily_quantity = 0
            plan_as_usual(record=record, days=Q(apart=False))
        for day in campaign.dates:
            if former.get((record.pk, day)) != quantity:
                plan_day(record=record, day=day, planned=quantity)
            planned.add((record.pk, day))
    _withdraw(former.keys() - planned)


def _withdraw(days: Iterable[tuple[int, date]]) -> None:
    """Let days that a campaign leaves be as any other day."""
    for record_id, day in sorted(days):
        record = StockRecord.objects.get(pk=record_id)
        plan_as_usual(record=record, days=Q(day=day))
