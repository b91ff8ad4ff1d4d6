"""What an account holds of a person. Erase it last: other packages find theirs by the account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db.models import Q
from oscar.core.loading import get_model

from marketplace.accounts.models import MailPreference
from marketplace.accounts.person import Person

# What opens an account is nobody's business, not even in an export.
SECRETS = ("_auth_user_hash", "_auth_user_backend", "mfa.", "_password_reset", "account_login")
Notice = get_model("communication", "Notification")
Letter = get_model("communication", "Email")


def obstacles(person: Person) -> list[str]:
    return []


def export(person: Person) -> dict[str, Any]:
    user = person.user
    if user is None:
        return {}
    return {
        "account": {
            "e-mail": user.email,
            "first name": user.first_name,
            "last name": user.last_name,
            "telephone": user.phone,
            "since": user.date_joined,
            "last signed in": user.last_login,
        },
        "addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "second factors": [_factor(one) for one in Authenticator.objects.filter(user=user)],
        "e-mail preferences": list(
            MailPreference.objects.filter(user=user).values("kind", "wanted", "changed_at")
        ),
        "sessions": [_visible(session) for session in sessions_of(person)],
    }


def erase(person: Person, now: datetime) -> None:
    """End the account: sessions, factors, addresses and preferences go with it."""
    if person.user is None:
        return
    for session in list(sessions_of(person)):
        session.delete()
    owned = Q(user=person.user) | Q(email__in=person.addresses)
    Letter.objects.filter(owned).delete()
    Notice.objects.filter(Q(recipient=person.user) | Q(sender=person.user)).delete()
    person.user.delete()


def sessions_of(person: Person) -> Iterator[Session]:
    """Find a person's sessions; each must be opened, a second for 50,000 of them."""
    key = str(person.user.pk) if person.user else ""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get("_auth_user_id") == key:
            yield session


def _factor(factor: Authenticator) -> dict[str, Any]:
    return {
        "kind": factor.get_type_display(),
        "name": factor.data.get("name", ""),
        "since": factor.created_at,
        "last used": factor.last_used_at,
    }


def _visible(session: Session) -> dict[str, Any]:
    held = session.get_decoded().items()
    content = {name: value for name, value in held if not name.startswith(SECRETS)}
    return {"until": session.expire_date, "holds": content}
