"""Whose data: a person with an account, or a guest who is known by an address alone."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from marketplace.accounts.models import User


@dataclass(frozen=True)
class Person:
    """`addresses` are proved, in small letters: what stands under them is this person's."""

    user: User | None
    addresses: frozenset[str]


def person_of(user: User) -> Person:
    """Return an account's person; an address that was never proved may be somebody else's."""
    proved = EmailAddress.objects.filter(user=user, verified=True)
    return Person(user, frozenset(a.lower() for a in proved.values_list("email", flat=True)))


def person_at(email: str) -> Person:
    """Return the person who wrote from an address; who asks has checked that it is theirs."""
    proved = EmailAddress.objects.filter(email__iexact=email, verified=True).first()
    user = proved.user if proved else User.objects.filter(email__iexact=email).first()
    known = person_of(user).addresses if user else frozenset()
    return Person(user, known | {email.lower()})
