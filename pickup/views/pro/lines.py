"""The counter prepares an order line by line: ticks, shortages, substitutes, the scales."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pickup.exceptions import AboveMaximum, FarWeight, ImplausibleWeight, TransitionRefused
from pickup.orders.lines.adjusting import (
    propose_substitute,
    report_shortage,
    take_question_back,
    weigh_line,
)
from pickup.orders.lines.forms import ShortageForm, SubstituteForm, WeighForm, choices_of
from pickup.orders.lines.preparation import set_line_prepared
from pickup.orders.lines.settling import answer
from pickup.orders.models import LineAdjustment
from pickup.views.numbers import whole_number
from pickup.views.pro.line_forms import named, screen_of, substitutes
from pickup.views.pro.shopkeeper import order_of, refusal_said, show_order
from pickup.views.pro.telling import say_asked, say_told
from shops.access import for_shopkeepers
from shops.exceptions import OutOfStock


@require_POST
@for_shopkeepers
def tick(request, shop, number, pk):
    order, line = order_and_line(shop, number, pk)
    with refusal_said(request):
        set_line_prepared(
            order=order, line_id=line.pk, prepared=request.POST.get("prepared") != "0"
        )
    return back_to(shop, order, line)


@require_POST
@for_shopkeepers
def shortage(request, shop, number, pk):
    order, line = order_and_line(shop, number, pk)
    form = ShortageForm(request.POST, line=line, **named(line, "manque"))
    if form.is_valid() and carried_out(
        form, "quantity", report_shortage, order=order, line_id=line.pk, by=request.user
    ):
        return said(request, shop, order, line)
    return refuse(request, shop, order, line, "shortage", form)


@require_POST
@for_shopkeepers
def substitute(request, shop, number, pk):
    order, line = order_and_line(shop, number, pk)
    products = substitutes(order)
    choices = choices_of(products)
    facts = {"line": line, "products": products, "choices": choices} | named(line, "remplacer")
    form = SubstituteForm(request.POST, **facts)
    if form.is_valid():
        form.cleaned_data["quantity"] = form.cleaned_data.pop("units")
        facts = {"order": order, "line_id": line.pk, "by": request.user}
        if carried_out(form, "product", propose_substitute, **facts):
            return said(request, shop, order, line)
    return refuse(request, shop, order, line, "substitute", form)


@require_POST
@for_shopkeepers
def weigh(request, shop, number, pk):
    order, line = order_and_line(shop, number, pk)
    form = WeighForm(request.POST, **named(line, "peser"))
    facts = {"order": order, "line_id": line.pk, "by": request.user}
    facts["above"] = request.POST.get("above", "")
    facts["confirmed"] = confirmed = whole_number(request.POST.get("confirmed")) or 0
    asked = {}
    try:
        if form.is_valid() and carried_out(form, "grams", weigh_line, **facts):
            return back_to(shop, order, line)
    except FarWeight as far:
        asked = {"far": far}
    except AboveMaximum as above:
        asked = {"above": above, "confirmed": confirmed}
    return refuse(request, shop, order, line, "weigh", form, **asked)


@require_POST
@for_shopkeepers
def settle(request, shop, number, pk):
    """Note the answer that somebody gives at the counter or by telephone, or ask no longer."""
    order, line = order_and_line(shop, number, pk)
    question = get_object_or_404(LineAdjustment, line=line, consent="asked")
    given = request.POST.get("answer", "")
    if given not in ("agreed", "refused", "dropped"):
        messages.error(request, _("Choose one of the answers."))
        return back_to(shop, order, line)
    with refusal_said(request):
        if given == "dropped":
            take_question_back(order=order, line_id=line.pk)
            say_told(request, order, _("The question is taken back."))
        else:
            facts = {"adjustment": question, "by": request.user, "at_counter": True}
            answer(order=order, agreed=given == "agreed", **facts)
    return back_to(shop, order, line)


def carried_out(form, field: str, service, **facts) -> bool:
    """Carry out what was typed; a refusal is said beside the field that can mend it."""
    try:
        service(**facts, **form.cleaned_data)
    except OutOfStock:
        form.add_error(field, _("Fewer are left than that."))
    except ImplausibleWeight:
        form.add_error(field, _("This cannot be: the weight is far from what was ordered."))
    except TransitionRefused as refused:
        form.add_error(field, str(refused))
    return not form.errors


def said(request, shop, order, line):
    line.refresh_from_db()
    say_it = say_asked if line.awaits_answer else say_told
    say_it(request, order)
    return back_to(shop, order, line)


def refuse(request, shop, order, line, name, form, **asked):
    """Show the order again with the form that was not accepted; `asked`: see `screen_of`."""
    refused = {"line": line.pk, "name": name, "form": form} | asked
    order = order_of(shop, order.number)
    return show_order(request, shop, order, status=422, **screen_of(shop, order, refused=refused))


def order_and_line(shop, number: str, pk: int):
    order = order_of(shop, number)
    line = next((line for line in order.lines.all() if line.pk == pk), None)
    if line is None:
        raise Http404
    return order, line


def back_to(shop, order, line):
    response = redirect("pickup:pro_order", shop.slug, order.number)
    response["Location"] += f"#line-{line.pk}"
    return response
