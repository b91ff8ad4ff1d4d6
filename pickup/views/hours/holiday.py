"""The answer to « Ouvert le 11 novembre ? », from the link of the mail."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from pickup.slots.schedule import ensure_point
from pickup.slots.services import generate_slots
from shops.hours.questions import Answer, answer_question, question_of


def holiday_question(request, token):
    """Answer by POST: a program that opens the links of a mailbox must not close a shop.

    The page sends itself where there is JavaScript, so that one tap in the mail is enough.
    """
    question = question_of(token, territory=request.territory)
    if question is None:
        raise Http404
    is_over = question.day < timezone.localdate(timezone=question.shop.zone)
    if request.method == "POST" and request.POST.get("answer") in Answer.values and not is_over:
        answer_question(question=question, answer=request.POST["answer"])
        generate_slots(point=ensure_point(question.shop))
        return redirect("pickup:holiday_question", token)
    chosen = request.GET.get("reponse", "")
    # What was answered already is not sent again; the other answer of the same mail is.
    is_news = chosen in Answer.values and chosen != question.answer
    context = {
        "question": question,
        "shop": question.shop,
        "is_over": is_over,
        "at_once": chosen if is_news else "",
        "suggested": chosen if is_news else "" if question.answer else Answer.OPEN,
    }
    return render(request, "pickup/holiday_question.html", context)
