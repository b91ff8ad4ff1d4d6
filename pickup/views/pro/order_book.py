"""An order told on the telephone or at the counter: one screen, twenty seconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pickup.exceptions import BasketUnusable, PlacementRefused
from pickup.orders.placing.goods import free_alone, services_taken
from pickup.orders.placing.order_book import (
    WishRefused,
    goods_of,
    next_slot,
    slots_to_take,
    take_order,
)
from pickup.orders.placing.order_forms import NewOrderForm, Order
from pickup.orders.placing.placement import Contact
from pickup.orders.placing.taken import Taken
from pickup.slots.choices import by_day
from pickup.slots.models import Slot
from pickup.views.numbers import whole_number
from pickup.views.pro.other_days import asked_day, read_day
from pickup.views.pro.shopkeeper import order_of
from pickup.views.tiles import MOST_ROWS, read_wishes, tiles_of
from shops.access import for_shopkeepers

# The next days with a place are taps, the others stand behind a fold.
DAYS_AT_ONCE = 4


@dataclass
class Refusal:
    """What stands in the way: by product, by option of a tile, and of the whole."""

    products: dict[int, str] = field(default_factory=dict)
    options: dict[tuple[int, int], dict[str, str]] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        return bool(self.products or self.options or self.whole)

    def of_wishes(self, refused: WishRefused) -> None:
        self.products |= refused.products
        self.options |= refused.options

    def of_problems(self, problems) -> None:
        """Put each beside its product, or above all."""
        for problem in problems:
            if problem.line is not None:
                self.products[problem.line.product_id] = problem.message
            else:
                self.whole.append(problem.message)


@dataclass
class Book:
    """The open page: all slots with a place, the day that is looked at, and what it has."""

    shop: Any
    slots: list[Slot]
    day: date | None
    goods: list[Any]

    @property
    def of_day(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.day == self.day]

    @property
    def days(self) -> list[Slot]:
        """Return the first slot of each day."""
        return [slots[0] for _day, slots in by_day(self.slots)]


def open_book(request, shop, now: datetime) -> Book:
    """Open the page at the day that is asked for, or else at that of the next slot."""
    slots = slots_to_take(shop, now=now)
    days = {slot.day for slot in slots}
    chosen = next((day for day in asked_days(request, slots) if day in days), None)
    if chosen is None and slots:
        chosen = next_slot(slots, now=now).day
    return Book(shop, slots, chosen, goods_of(shop, day=chosen))


def asked_days(request, slots: list[Slot]) -> Iterator[date | None]:
    """Yield the day that was just tapped, that of the slot, that of the page."""
    data = request.POST
    yield read_day(data.get("go", ""))
    yield from (slot.day for slot in slots if str(slot.pk) == data.get("slot"))
    yield read_day(data.get("day", ""))
    yield asked_day(request)


@for_shopkeepers
def new_order(request, shop):
    now = timezone.now()
    book = open_book(request, shop, now)
    if request.method != "POST" or "go" in request.POST or "more" in request.POST:
        return show_form(request, book, filled_form(request, book, now))
    form = NewOrderForm(request.POST, slots=book.slots, acting=bool(request.acting))
    wishes, wrong = read_wishes(book.goods, request.POST, rows=MOST_ROWS, day=book.day)
    refusal = Refusal(products=wrong)
    if not wishes and not wrong:
        refusal.whole.append(_("Tap what is ordered: nothing is chosen yet."))
    if form.is_valid() and not wrong and wishes:
        chosen = {slot.pk: slot for slot in book.slots}[form.cleaned_data["slot"]]
        order = taken_or_refused(request, shop, form, wishes, chosen, refusal)
        if order:
            messages.success(request, _("Noted for %(name)s.") % {"name": order.purchase.name})
            return redirect("pickup:pro_order", shop.slug, order.number)
    return show_form(request, book, form, refusal)


def filled_form(request, book: Book, now: datetime) -> NewOrderForm:
    """Return the form as it was typed so far, unjudged, with a time of the day proposed."""
    typed = {name: request.POST[name] for name in NewOrderForm.base_fields if name in request.POST}
    if typed.get("slot") not in {str(slot.pk) for slot in book.of_day}:
        typed["slot"] = getattr(next_slot(book.of_day, now=now), "pk", None)
    return NewOrderForm(slots=book.slots, acting=bool(request.acting), initial=typed)


def taken_or_refused(request, shop, form, wishes, slot, refusal: Refusal) -> Any:
    """Return the order, or None with the reasons put where they belong."""
    data = form.cleaned_data
    source = data.get("source") or Order.Source.ASSOCIATION
    try:
        return take_order(
            shop=shop,
            wishes=wishes,
            slot=slot,
            contact=Contact(data["name"], data["email"], data["phone"]),
            taken=Taken(source, request.user, data["key"]),
            note=data["note"],
        )
    except WishRefused as refused:
        refusal.of_wishes(refused)
    except PlacementRefused as refused:
        put_problems(refused.problems, form, refusal)
    except BasketUnusable:
        refusal.whole.append(_("Nothing was saved: open “New order” again."))
    return None


def put_problems(problems, form, refusal: Refusal) -> None:
    of_slot = [problem for problem in problems if problem.kind == "slot"]
    for problem in of_slot:
        form.add_error("slot", problem.message)
    refusal.of_problems(problem for problem in problems if problem not in of_slot)


def show_form(request, book: Book, form, refusal: Refusal | None = None):
    asked = refusal or Refusal()
    shown = {one.pk for one in book.goods}
    gone = [words for pk, words in asked.products.items() if pk not in shown]
    tiles = tiles_of(
        book.goods,
        request.POST,
        errors=asked.products,
        of_options=asked.options,
        day=book.day,
        repeated=whole_number(request.POST.get("more")),
    )
    context = {
        "shop": book.shop,
        "form": form,
        "book": book,
        "near": book.days[:DAYS_AT_ONCE],
        "later": book.days[DAYS_AT_ONCE:],
        "slots": marked(book),
        "chosen": str(form["slot"].value() or ""),
        "tiles": tiles,
        "refused": refusal is not None,
        "whole": [*asked.whole, *gone],
    }
    status = 422 if refusal else 200
    return render(request, "pickup/pro/new_order.html", context, status=status)


def marked(book: Book) -> list[Slot]:
    """Return the day's slots, each with the services whose chair is taken then."""
    slots = book.of_day
    taken = services_taken(free_alone(book.goods), slots)
    for slot in slots:
        slot.without = [one for one in book.goods if one.pk in taken.get(slot.pk, ())]
    return slots


@require_safe
@for_shopkeepers
def ticket(request, shop, number):
    """Show an order as wide as a roll of paper: code, name, lines, total and time."""
    return render(
        request, "pickup/pro/ticket.html", {"shop": shop, "order": order_of(shop, number)}
    )
