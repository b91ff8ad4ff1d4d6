"""Asking an applicant for more before deciding, and taking the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from shops.admission import log_transition
from shops.desk.messages import announce_answer, announce_question
from shops.desk.models import ApplicationQuestion
from shops.exceptions import LinkExpired, TransitionRefused
from shops.models import Shop

LINK_DAYS = 30
SALT = "shops.question"
# What an applicant may correct; the mailbox that the link went to is not among them.
CORRECTED = (
    *("name", "trade", "kind", "mode", "town", "address", "postcode", "phone", "email"),
    *("applicant_first_name", "applicant_last_name"),
)


@transaction.atomic
def ask_applicant(*, shop: Shop, question: str, by: User, now: datetime | None = None) -> None:
    """Send the applicant a question; the application waits for the answer.

    Raises:
        TransitionRefused: decided already, or an answer is awaited already.
    """
    now = now or timezone.now()
    _move(shop, Shop.Status.SUBMITTED, Shop.Status.NEEDS_INFORMATION, by, now, reason=question)
    asked = ApplicationQuestion.objects.create(
        shop=shop, question=question, asked_by=by, asked_at=now
    )
    announce_question(asked, link_to(asked), now=now)


@transaction.atomic
def remind_applicant(*, shop: Shop, now: datetime | None = None) -> None:
    """Send the open question once more, with a new link.

    Raises:
        TransitionRefused: no answer is awaited.
    """
    question = shop.questions.filter(answered_at=None).first()
    if question is None or shop.status != Shop.Status.NEEDS_INFORMATION:
        raise TransitionRefused(_("No answer is awaited from this shop."))
    announce_question(question, link_to(question), now=now or timezone.now())


@transaction.atomic
def answer_question(
    *,
    question: ApplicationQuestion,
    answer: str,
    corrections: Mapping[str, Any],
    now: datetime | None = None,
) -> None:
    """Take the answer and the corrected application, and put it before the desk again.

    Raises:
        TransitionRefused: answered, decided or withdrawn already; a double click answers once.
    """
    now, shop = now or timezone.now(), question.shop
    open_ones = ApplicationQuestion.objects.filter(pk=question.pk, answered_at=None)
    if not open_ones.update(answer=answer, answered_at=now):
        raise TransitionRefused(_("This question has been answered already."))
    _move(shop, Shop.Status.NEEDS_INFORMATION, Shop.Status.SUBMITTED, None, now, reason=answer)
    for field in CORRECTED:
        setattr(shop, field, corrections[field])
    shop.save(update_fields=CORRECTED)
    question.refresh_from_db()
    announce_answer(question)


def link_to(question: ApplicationQuestion) -> str:
    """Return the path that answers a question; give it to nobody but the applicant's mailbox."""
    token = signing.TimestampSigner(salt=SALT).sign(str(question.pk))
    return reverse("shops:answer", args=[token])


def question_of(token: str) -> ApplicationQuestion | None:
    """Return the question that a link opens; None for a forged link.

    Raises:
        LinkExpired: the link is too old, or its question is closed.
    """
    signer = signing.TimestampSigner(salt=SALT)
    try:
        pk = signer.unsign(token, max_age=timedelta(days=LINK_DAYS))
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except signing.BadSignature:
        return None
    asked = ApplicationQuestion.objects.filter(pk=pk).select_related(
        "shop__town", "shop__territory__association"
    )
    question = asked.first()
    if question and (question.answered_at or question.shop.status != "needs_information"):
        raise LinkExpired
    return question


def _move(
    shop: Shop, former: str, status: str, by: User | None, now: datetime, *, reason: str
) -> None:
    if not Shop.objects.filter(pk=shop.pk, status=former).update(status=status):
        raise TransitionRefused(_("This application is no longer where you saw it."))
    shop.status = status
    log_transition(shop, former, by=by, now=now, reason=reason)
