"""« Cinq commerces à appeler aujourd'hui, et pourquoi »: which shops need a word, and which."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _, ngettext
from oscar.core.loading import get_model

from marketplace.territories.models import Territory
from pickup.figures.models import ShopCall
from pickup.figures.periods import Period, last_days
from pickup.figures.sales import SOLD, readiness_by_shop
from pickup.figures.stock import shown_products
from pickup.orders.states import OPEN_STATES
from shops.audience.models import DailyCount
from shops.identity import missing_to_sell
from shops.models import Shop

Order = get_model("order", "Order")

DAYS = 30
REST_AFTER_CALL = timedelta(days=14)
SHOWN = 5
MANY_VIEWS = 50


@dataclass(frozen=True)
class Reason:
    """Why to call, and what to say; the heavier, the sooner."""

    key: str
    weight: int
    why: str
    say: str


@dataclass
class Situation:
    """What is known of a shop on the day; counts are of the last 30 days unless named."""

    shop: Shop
    now: datetime
    missing: list[Any] = field(default_factory=list)
    has_hours: bool = False
    products: int = 0
    sold_out: int = 0
    orders: int = 0
    last_order_at: datetime | None = None
    lying: int = 0
    due: int = 0
    late: int = 0
    views: int = 0


@dataclass(frozen=True)
class ToCall:
    shop: Shop
    reasons: list[Reason]

    @property
    def weight(self) -> int:
        return sum(reason.weight for reason in self.reasons)

    @property
    def first(self) -> Reason:
        return self.reasons[0]


def cannot_sell(it: Situation) -> Reason | None:
    if not it.shop.sells or not it.missing:
        return None
    n = len(it.missing)
    why = ngettext(
        "Admitted, but cannot sell: %(n)s thing is missing on its sheet.",
        "Admitted, but cannot sell: %(n)s things are missing on its sheet.",
        n,
    )
    say = _("Fill in the sheet together on the telephone; first: %(first)s")
    return Reason("cannot_sell", 70, why % {"n": n}, say % {"first": it.missing[0].sentence})


def nothing_online(it: Situation) -> Reason | None:
    if it.products or not it.shop.sells:
        return None
    say = _("Offer to put three products online together: a photo and a price are enough.")
    return Reason("nothing_online", 65, _("No product is online."), say)


def orders_lying(it: Situation) -> Reason | None:
    if not it.lying:
        return None
    why = ngettext(
        "%(n)s order of past days is neither handed over nor cancelled.",
        "%(n)s orders of past days are neither handed over nor cancelled.",
        it.lying,
    )
    say = _("Ask whether people came, and close these orders together.")
    return Reason("orders_lying", 60, why % {"n": it.lying}, say)


def no_hours(it: Situation) -> Reason | None:
    if it.has_hours:
        return None
    say = _("Ask for the hours and type them in: without them nobody comes or orders.")
    return Reason("no_hours", 55, _("Its opening hours are missing."), say)


def gone_quiet(it: Situation) -> Reason | None:
    if not it.shop.sells or it.orders or it.last_order_at is None:
        return None
    days = (it.now - it.last_order_at).days
    why = ngettext(
        "It sold before, but has had no order for %(n)s day.",
        "It sold before, but has had no order for %(n)s days.",
        days,
    )
    say = _("Ask what changed, and which product of the season could come online this week.")
    return Reason("gone_quiet", 50, why % {"n": days}, say)


def all_sold_out(it: Situation) -> Reason | None:
    if not it.products or it.sold_out < it.products:
        return None
    say = _("Ask for the true stock: figures can be changed in the list, in one go.")
    return Reason("all_sold_out", 45, _("Everything it shows is sold out."), say)


def not_in_time(it: Situation) -> Reason | None:
    """Two late orders may be bad luck; two in five are not."""
    if it.late < 2 or it.late * 5 < it.due:
        return None
    why = ngettext(
        "%(late)s of %(n)s order was not ready in time.",
        "%(late)s of %(n)s orders were not ready in time.",
        it.due,
    )
    say = _("Ask whether there are too many orders per slot, or too little time to prepare.")
    return Reason("not_in_time", 40, why % {"late": it.late, "n": it.due}, say)


def seen_not_bought(it: Situation) -> Reason | None:
    if not it.shop.sells or it.orders or it.views < MANY_VIEWS:
        return None
    why = ngettext(
        "Its pages were seen %(n)s time, and nobody ordered.",
        "Its pages were seen %(n)s times, and nobody ordered.",
        it.views,
    )
    say = _("People are interested: look together at prices, photos and the times offered.")
    return Reason("seen_not_bought", 30, why % {"n": it.views}, say)


REASONS: tuple[Callable[[Situation], Reason | None], ...] = (
    cannot_sell,
    nothing_online,
    orders_lying,
    no_hours,
    gone_quiet,
    all_sold_out,
    not_in_time,
    seen_not_bought,
)


def reasons_to_call(it: Situation) -> list[Reason]:
    """Return what speaks for a call, the heaviest first."""
    found = [reason for rule in REASONS if (reason := rule(it))]
    return sorted(found, key=lambda reason: -reason.weight)


def shops_to_call(territory: Territory, *, now: datetime, limit: int = SHOWN) -> list[ToCall]:
    """Return the shops that need a word most; not those called in the last 14 days."""
    found = [ToCall(it.shop, reasons_to_call(it)) for it in situations(territory, now=now)]
    found = [one for one in found if one.reasons]
    return sorted(found, key=lambda one: (-one.weight, one.shop.name, one.shop.pk))[:limit]


def situations(territory: Territory, *, now: datetime) -> list[Situation]:
    """Load what is known of each shop to be called, in seven queries."""
    period = last_days(DAYS, now=now, zone=territory.zone)
    called = ShopCall.objects.filter(at__gt=now - REST_AFTER_CALL).values("shop")
    shops = Shop.objects.visible().in_territory(territory).exclude(pk__in=called)
    shops = shops.select_related("territory", "town").prefetch_related(
        "vat_statuses", "opening_hours"
    )
    found = {shop.pk: Situation(shop, now) for shop in shops}
    for it in found.values():
        it.missing = missing_to_sell(it.shop)
        it.has_hours = bool(it.shop.opening_hours.all())
    _add_orders(found, territory, period)
    _add_readiness(found, territory, period)
    _add_products(found, territory)
    counts = DailyCount.objects.in_territory(territory).between(period.first, period.end)
    for pk, totals in counts.totals_by_shop().items():
        if pk in found:
            found[pk].views = totals["views"]
    return list(found.values())


def _add_orders(found: dict[int, Situation], territory: Territory, period: Period) -> None:
    morning = Period(period.last, period.end, period.zone).start_at
    lying = Q(status__in=OPEN_STATES, slot__end__lt=morning)
    rows = (
        _orders(found, territory)
        .values("shop")
        .annotate(
            last=Max("date_placed", filter=Q(status__in=SOLD)),
            sold=Count("pk", filter=Q(status__in=SOLD) & period.holds("date_placed")),
            lying=Count("pk", filter=lying),
        )
    )
    for row in rows:
        it = found[row["shop"]]
        it.last_order_at, it.orders, it.lying = row["last"], row["sold"], row["lying"]


def _add_readiness(found: dict[int, Situation], territory: Territory, period: Period) -> None:
    now = next((it.now for it in found.values()), period.end_at)
    rows = readiness_by_shop(_orders(found, territory), period, now=now)
    for pk, (due, kept) in rows.items():
        found[pk].due, found[pk].late = due, due - kept


def _add_products(found: dict[int, Situation], territory: Territory) -> None:
    rows = (
        shown_products(territory)
        .order_by()
        .values("shop")
        .annotate(shown=Count("pk"), gone=Count("pk", filter=Q(is_sold_out=True)))
    )
    for row in rows:
        if row["shop"] in found:
            it = found[row["shop"]]
            it.products, it.sold_out = row["shown"], row["gone"]


def _orders(found: Iterable[int], territory: Territory):
    return Order.objects.filter(shop__territory=territory, shop__in=list(found)).order_by()
