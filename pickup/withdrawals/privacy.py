"""What withdrawals hold of a person; the shop keeps what and when, as part of its accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from marketplace.accounts.person import Person
from pickup.orders.history import purchases_of
from pickup.orders.models import Purchase
from pickup.orders.privacy import ERASED_NAME, NOBODY
from pickup.withdrawals.models import Withdrawal


def obstacles(person: Person) -> list[str]:
    return []


def export(person: Person) -> dict[str, Any]:
    return {"withdrawals": [export_withdrawal(one) for one in _declared_by(person)]}


def export_purchase(purchase: Purchase) -> dict[str, Any]:
    found = Withdrawal.objects.filter(order__purchase=purchase).order_by("pk")
    return {"withdrawals": [export_withdrawal(one) for one in found]}


def export_withdrawal(withdrawal: Withdrawal) -> dict[str, Any]:
    return {
        "order": withdrawal.content["number"],
        "declared": withdrawal.at,
        "name": withdrawal.name,
        "e-mail": withdrawal.email,
        "telephone": withdrawal.phone,
        "products": withdrawal.content["lines"],
    }


def erase(person: Person, now: datetime) -> None:
    erase_from(_declared_by(person))


@transaction.atomic
def erase_purchase(*, purchase: Purchase) -> None:
    erase_from(Withdrawal.objects.filter(order__purchase=purchase))


def erase_from(withdrawals: QuerySet[Withdrawal]) -> None:
    """Take the person out of declarations; the messages about the orders go with the orders."""
    for withdrawal in withdrawals:
        nobody = {"name": ERASED_NAME, "email": NOBODY, "phone": ""}
        Withdrawal.objects.filter(pk=withdrawal.pk).update(
            by=None, content=withdrawal.content | nobody, **nobody
        )


def _declared_by(person: Person) -> QuerySet[Withdrawal]:
    mine = Q(order__purchase__in=_purchases(person))
    if person.user:
        mine |= Q(by=person.user)
    return Withdrawal.objects.filter(mine).order_by("pk")


def _purchases(person: Person) -> QuerySet[Purchase]:
    if person.user:
        return purchases_of(person.user, person.addresses)
    lowered = Purchase.objects.alias(address=Lower("email"))
    return lowered.filter(user=None, address__in=person.addresses)
