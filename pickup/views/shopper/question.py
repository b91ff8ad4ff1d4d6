"""A question about a line, answered from the link of a mail or on the page of the order."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pickup.exceptions import TransitionRefused
from pickup.orders.lines.settling import answer
from pickup.orders.lines.words import say_agreement, say_change, say_refusal
from pickup.orders.models import LineAdjustment
from pickup.views.shopper.purchase import by_link

NEVER_ASKED = (LineAdjustment.Consent.NOT_NEEDED, LineAdjustment.Consent.UNANSWERED)
ANSWERS = {"agreed": True, "refused": False}


@by_link
def question(request, token, purchase, number, pk):
    """Answer by POST: a program that opens the links of a mailbox must not change an order.

    The page sends itself where there is JavaScript, so that one tap in the mail is enough.
    """
    order = get_object_or_404(purchase.orders.with_details(), number=number)
    asked = LineAdjustment.objects.exclude(consent__in=NEVER_ASKED)
    adjustment = get_object_or_404(asked.filter(line__order=order), pk=pk)
    given = request.POST.get("answer", "")
    if request.method == "POST" and given in ANSWERS:
        take(request, order, adjustment, agreed=ANSWERS[given])
        return redirect("pickup:purchase", token)
    chosen = request.GET.get("reponse", "")
    context = {
        "token": token,
        "order": order,
        "adjustment": adjustment,
        "change": say_change(adjustment, title=adjustment.title),
        "yes": say_agreement(adjustment),
        "no": say_refusal(order),
        "at_once": chosen if adjustment.is_open and chosen in ANSWERS else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "pickup/question.html", context, status=status)


def take(request, order, adjustment: LineAdjustment, *, agreed: bool) -> None:
    by = request.user if request.user.pk else None
    try:
        answer(order=order, adjustment=adjustment, agreed=agreed, by=by)
    except TransitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted, and the shop is told. Thank you."))
