"""On which days a product can be collected, as it stands now: its own terms and its campaigns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from shops.catalogue.models import CampaignProduct, CollectionTerms
from shops.hours.calendar import in_season
from shops.notice import Notice

if TYPE_CHECKING:
    from shops.catalogue.models import PreorderCampaign, ServiceTerms

# How many days ahead one can order, today included, unless a product or campaign says more.
HORIZON_DAYS = 14


@dataclass(frozen=True)
class Collection:
    """What one sellable product says of its days; no database behind.

    weekdays: 0 for Monday, none: all; dates: these alone where there are some; season: its first
    and last day of every year; campaigns: whose days are ordered in their own time.
    """

    notice: Notice = field(default_factory=Notice)
    weekdays: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()
    season: tuple[date, date] | None = None
    horizon_days: int = HORIZON_DAYS
    campaigns: tuple[PreorderCampaign, ...] = ()
    sold_out_on: date | None = None
    service: ServiceTerms | None = None

    def days(self, now: datetime, *, zone: ZoneInfo) -> list[date]:
        """Return the days for which one can order now, as far as the product alone says."""
        today = now.astimezone(zone).date()
        usual = {today + timedelta(days=offset) for offset in range(self.horizon_days)}
        of_campaigns = {day for day in self.campaign_days if day >= today}
        return sorted(day for day in usual | of_campaigns if self.allows(day, now, zone=zone))

    @property
    def campaign_days(self) -> set[date]:
        """Return the days that are ordered in their campaign's time: no notice counts there."""
        return {day for one in self.campaigns for day in one.dates}

    def allows(self, day: date, now: datetime, *, zone: ZoneInfo) -> bool:
        """Say whether the product can be ordered now for a day; slots and quantities apart."""
        if day == self.sold_out_on:
            return False
        campaigns = [one for one in self.campaigns if day in one.dates]
        if campaigns:
            return any(one.takes_orders_at(now) for one in campaigns)
        if (day - now.astimezone(zone).date()).days >= self.horizon_days:
            return False
        return self.is_made_on(day) and self.notice.allows_day(day, now, zone=zone)

    def allows_start(self, start: datetime, now: datetime, *, zone: ZoneInfo) -> bool:
        """Say the same of a day's hour, for which the lead time counts."""
        day = start.astimezone(zone).date()
        if not self.allows(day, now, zone=zone):
            return False
        in_campaign = any(day in one.dates for one in self.campaigns)
        return in_campaign or self.notice.allows(start, now, zone=zone)

    def cutoff(self, start: datetime, *, zone: ZoneInfo) -> datetime:
        """Return the last moment to order for a collection that starts then."""
        day = start.astimezone(zone).date()
        closing = [one.closes_at for one in self.campaigns if day in one.dates]
        return max(closing) if closing else self.notice.cutoff(start, zone=zone)

    def cancel_until(self, start: datetime, *, zone: ZoneInfo) -> datetime:
        """Return the last moment to cancel: a service may want to know earlier than goods."""
        until = self.cutoff(start, zone=zone)
        if self.service is None:
            return until
        return min(until, start - timedelta(hours=self.service.cancel_hours))

    def is_made_on(self, day: date) -> bool:
        """Say whether the product is meant for a day, whenever it is ordered."""
        if any(day in one.dates for one in self.campaigns):
            return True
        if self.dates and day not in self.dates:
            return False
        if self.season and not in_season(day, *self.season):
            return False
        return not self.weekdays or day.weekday() in self.weekdays


def collection_of(product: Any, record: Any) -> Collection:
    """Return what a sellable product says of its days; see `campaigns_to_come` for loading."""
    terms = getattr(product, "collection_terms", None)
    service = getattr(product, "service_terms", None)
    campaigns = tuple(line.campaign for line in product.campaign_lines.all())
    sold_out_on = record.sold_out_on
    if terms is None:
        return Collection(campaigns=campaigns, sold_out_on=sold_out_on, service=service)
    season = (terms.season_first, terms.season_last) if terms.season_first else None
    return Collection(
        notice=terms.notice,
        weekdays=frozenset(int(digit) for digit in terms.weekdays),
        dates=frozenset(date.fromisoformat(day) for day in terms.dates),
        season=season,
        horizon_days=terms.horizon_days or HORIZON_DAYS,
        campaigns=campaigns,
        sold_out_on=sold_out_on,
        service=service,
    )


def campaigns_to_come(today: date, *, of: str = "") -> Prefetch:
    """Return what loads the campaigns of products that are not over, in one query.

    Args:
        of: where the products stand in the query, such as `product`.
    """
    lines = CampaignProduct.objects.filter(campaign__last_day__gte=today)
    path = "__".join(filter(None, (of, "campaign_lines")))
    return Prefetch(path, lines.select_related("campaign"))


def horizon_days(shop, *, today: date) -> int:
    """Return how many days ahead the slots of a shop are made, today included."""
    asked = CollectionTerms.objects.filter(product__shop=shop, horizon_days__gt=HORIZON_DAYS)
    longest = asked.order_by("-horizon_days").values_list("horizon_days", flat=True).first()
    # A campaign has its slots once its orders open, and the night before.
    soon = datetime.combine(today + timedelta(days=2), time(), tzinfo=shop.zone)
    opened = shop.campaigns.filter(opens_at__lt=soon).order_by("-last_day")
    last = opened.values_list("last_day", flat=True).first()
    of_campaign = (last - today).days + 1 if last else 0
    return max(HORIZON_DAYS, longest or 0, of_campaign)
