"""A person's purchases: those of the account, and a guest's under an address proved since."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from marketplace.accounts.models import User
from marketplace.accounts.person import person_of
from pickup.orders.models import Purchase


def purchases_of(user: User, addresses: Iterable[str] | None = None) -> QuerySet[Purchase]:
    """Return the purchases of a person in every territory, the latest first.

    An address that nobody has proved opens nothing: whoever types another's in sees no order.
    """
    known = person_of(user).addresses if addresses is None else addresses
    lowered = Purchase.objects.alias(address=Lower("email"))
    return lowered.filter(Q(user=user) | Q(user=None, address__in=list(known)))
