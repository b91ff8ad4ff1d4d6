"""What the desk's papers hold of a person: invitations, answers, the log of acting for a shop.

Statements of reasons and the log stay, without the person: a shop may ask for them later.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from marketplace.accounts.person import Person
from shops.desk.models import ActingSession, ApplicationQuestion, Invitation


def obstacles(person: Person) -> list[str]:
    return []


def export(person: Person) -> dict[str, Any]:
    data: dict[str, Any] = {
        "invitations": list(_invitations(person).values("email", "role", "shop__name", "at")),
        "answers": list(_answers(person).values("shop__name", "question", "answer")),
    }
    if person.user:
        data["acted for shops"] = list(
            ActingSession.objects.filter(by=person.user).values(
                "shop__name", "reason", "started_at", "ended_at"
            )
        )
    return data


def erase(person: Person, now: datetime) -> None:
    _invitations(person).delete()
    _answers(person).update(answer=_("[erased]"))
    if person.user:
        ActingSession.objects.filter(by=person.user, ended_at=None).update(ended_at=now)
        ActingSession.objects.filter(by=person.user).update(by=None)


def _invitations(person: Person) -> QuerySet[Invitation]:
    lowered = Invitation.objects.alias(address=Lower("email"))
    return lowered.filter(address__in=person.addresses)


def _answers(person: Person) -> QuerySet[ApplicationQuestion]:
    theirs = Q(address__in=person.addresses)
    if person.user:
        theirs |= Q(shop__applicant=person.user)
    lowered = ApplicationQuestion.objects.alias(address=Lower("shop__applicant_email"))
    return lowered.filter(theirs).exclude(answer="")
