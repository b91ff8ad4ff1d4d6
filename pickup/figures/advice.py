"""One piece of advice a month: the first rule that has something to say, with its screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from oscar.core.loading import get_model

from marketplace.dates.words import say_date
from pickup.figures.months import ShopMonth, had_orders_before
from pickup.figures.periods import today
from pickup.figures.sales import SOLD
from pickup.figures.stock import shown_products
from shops.hours.calendar import calendar_of
from shops.identity import missing_to_sell
from shops.models import Shop

Line = get_model("order", "Line")
Order = get_model("order", "Order")

AHEAD = timedelta(days=31)
MOST_WANTED = 5


@dataclass(frozen=True)
class Advice:
    """What to do next: one sentence, and the screen that does it."""

    key: str
    sentence: str
    label: str
    path: str


@dataclass(frozen=True)
class Shelf:
    """A shop's products online, and what stands out among them."""

    products: Sequence[Any] = ()
    wanted_gone: Any = None

    @property
    def without_photo(self) -> int:
        return sum(not product.picture_name for product in self.products)


@dataclass(frozen=True)
class Circumstances:
    """What the rules look at, for a shop and a month."""

    shop: Shop
    month: ShopMonth
    missing: Sequence[Any] = ()
    has_hours: bool = True
    shelf: Shelf = field(default_factory=Shelf)
    first_orders: bool = False
    lying: int = 0
    holiday: tuple[date, str] | None = None


def fill_in_sheet(it: Circumstances) -> Advice | None:
    if not it.shop.sells or not it.missing:
        return None
    sentence = ngettext(
        "%(n)s line is missing on your sheet; once it is there, people can order.",
        "%(n)s lines are missing on your sheet; once they are there, people can order.",
        len(it.missing),
    )
    path = reverse("shops:pro_shop", args=[it.shop.slug])
    return Advice("fill_in_sheet", sentence % {"n": len(it.missing)}, _("Fill in my sheet"), path)


def give_hours(it: Circumstances) -> Advice | None:
    if it.has_hours:
        return None
    sentence = _("Your opening hours are missing: it is the first thing that people look for.")
    return _hours(it, "give_hours", sentence, _("Give my hours"))


def show_something(it: Circumstances) -> Advice | None:
    if it.shelf.products:
        return None
    sentence = _("No product of yours is online: one photo and one price make a beginning.")
    return _add(it, "show_something", sentence)


def go_on(it: Circumstances) -> Advice | None:
    if not it.first_orders:
        return None
    sentence = _("Congratulations on your first orders! Add a second product that goes with them.")
    return _add(it, "go_on", sentence)


def close_orders(it: Circumstances) -> Advice | None:
    if not it.lying:
        return None
    sentence = ngettext(
        "%(n)s order of past days is still open: hand it over on the screen, or cancel it.",
        "%(n)s orders of past days are still open: hand them over on the screen, or cancel them.",
        it.lying,
    )
    path = reverse("pickup:pro_today", args=[it.shop.slug])
    return Advice("close_orders", sentence % {"n": it.lying}, _("See these orders"), path)


def fill_up(it: Circumstances) -> Advice | None:
    product = it.shelf.wanted_gone
    if product is None:
        return None
    sentence = _("“%(product)s” is asked for, and sold out: say when there is more.")
    path = reverse("shops:pro_product_edit", args=[it.shop.slug, product.pk])
    return Advice("fill_up", sentence % {"product": product.title}, _("Change its stock"), path)


def mind_holiday(it: Circumstances) -> Advice | None:
    if it.holiday is None:
        return None
    day, name = it.holiday
    sentence = _("%(name)s, %(day)s: the site shows you as open. Closed? Say so in one line.")
    words = {"name": name, "day": say_date(day, "l j F")}
    return _hours(it, "mind_holiday", sentence % words, _("Check my hours"))


def take_photos(it: Circumstances) -> Advice | None:
    n = it.shelf.without_photo
    if not n:
        return None
    sentence = ngettext(
        "%(n)s product has no photo: with one it is seen far more often.",
        "%(n)s products have no photo: with one they are seen far more often.",
        n,
    )
    path = reverse("shops:pro_products", args=[it.shop.slug])
    return Advice("take_photos", sentence % {"n": n}, _("See my products"), path)


def bring_news(it: Circumstances) -> Advice | None:
    period = it.month.period
    if any(p.date_created >= period.start_at for p in it.shelf.products):
        return None
    sentence = _("No new product this month: what is in season at your place just now?")
    return _add(it, "bring_news", sentence)


def introduce_yourself(it: Circumstances) -> Advice | None:
    if it.shop.description and it.shop.tagline:
        return None
    sentence = _("Tell in three sentences who you are and what you make: people buy from people.")
    path = reverse("shops:pro_shop", args=[it.shop.slug])
    return Advice("introduce_yourself", sentence, _("Write about my shop"), path)


def keep_it_up(it: Circumstances) -> Advice:
    sentence = _("All is in good order. One more product each week keeps people coming back.")
    return _add(it, "keep_it_up", sentence)


# The first that applies is given: what keeps from selling, then what was begun, then what helps.
RULES: tuple[Callable[[Circumstances], Advice | None], ...] = (
    fill_in_sheet,
    give_hours,
    show_something,
    go_on,
    close_orders,
    fill_up,
    mind_holiday,
    take_photos,
    bring_news,
    introduce_yourself,
)


def advise(it: Circumstances) -> Advice:
    return next((advice for rule in RULES if (advice := rule(it))), None) or keep_it_up(it)


def circumstances_of(shop: Shop, month: ShopMonth, *, now: datetime) -> Circumstances:
    """Load what the rules look at, in nine queries."""
    before = had_orders_before(shop, month.period.start_at)
    still_open = Order.objects.not_come_before(today(now, shop.zone), shop=shop)
    return Circumstances(
        shop=shop,
        month=month,
        missing=missing_to_sell(shop),
        has_hours=shop.opening_hours.exists(),
        shelf=_shelf_of(shop, month),
        first_orders=bool(month.orders) and not before,
        lying=still_open.count(),
        holiday=_holiday_open(shop, now=now),
    )


def _shelf_of(shop: Shop, month: ShopMonth) -> Shelf:
    shown = shown_products(shop.territory).filter(shop=shop).prefetch_related("images")
    products = list(shown.order_by("title", "pk"))
    gone = {product.pk: product for product in products if product.is_sold_out}
    wanted = (pk for pk in _most_ordered(shop, month) if pk in gone) if gone else iter(())
    return Shelf(products, gone.get(next(wanted, None)))


def _most_ordered(shop: Shop, month: ShopMonth) -> list[int]:
    """Return the products that most orders of the month held; a variant stands for its parent."""
    lines = Line.objects.filter(
        Q(month.period.holds("order__date_placed")),
        order__shop=shop,
        order__status__in=SOLD,
        product__isnull=False,
    ).values_list("product", "product__parent", "quantity")
    units: dict[int, int] = {}
    for product, parent, quantity in lines:
        units[parent or product] = units.get(parent or product, 0) + quantity
    return sorted(units, key=lambda pk: (-units[pk], pk))[:MOST_WANTED]


def _holiday_open(shop: Shop, *, now: datetime) -> tuple[date, str] | None:
    """Return the next public holiday of the coming month on which the shop is shown as open.

    Not one about which the shop has said its mind: hours of that day, or an answer.
    """
    first, calendar = today(now, shop.zone), calendar_of(shop)
    answered = {one.day for one in shop.holiday_questions.exclude(answer="")}
    said = answered | calendar.special.keys()
    for day in (first + timedelta(days=offset) for offset in range(AHEAD.days + 1)):
        if calendar.holiday(day) and calendar.on(day) and day not in said:
            return day, calendar.holiday(day)
    return None


def _add(it: Circumstances, key: str, sentence: str) -> Advice:
    path = reverse("shops:pro_product_add", args=[it.shop.slug])
    return Advice(key, sentence, _("Add a product"), path)


def _hours(it: Circumstances, key: str, sentence: str, label: str) -> Advice:
    return Advice(key, sentence, label, reverse("pickup:pro_hours", args=[it.shop.slug]))
