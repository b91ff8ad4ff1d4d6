"""Which mails a person wants beside those that an order, the account or the law require."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from marketplace.accounts.models import MailPreference, User

Kind = MailPreference.Kind
SALT = "accounts.unsubscribe"
# Who follows a shop has asked for its news; the letter is asked for by itself.
WANTED_UNLESS_REFUSED = {Kind.SHOP_NEWS: True, Kind.TERRITORY_LETTER: False}


def wants(user: User, kind: str) -> bool:
    said = MailPreference.objects.filter(user=user, kind=kind).first()
    return said.wanted if said else WANTED_UNLESS_REFUSED[Kind(kind)]


def who_want(users: QuerySet[User], kind: str) -> QuerySet[User]:
    """Keep the people who want mails of a kind, in the same query."""
    said = MailPreference.objects.filter(user=OuterRef("pk"), kind=kind)
    if WANTED_UNLESS_REFUSED[Kind(kind)]:
        return users.exclude(Exists(said.filter(wanted=False)))
    return users.filter(Exists(said.filter(wanted=True)))


def preferences_of(user: User) -> dict[str, bool]:
    """Return every kind with what holds for the person."""
    said = dict(user.mail_preferences.values_list("kind", "wanted"))
    return {kind: said.get(kind, default) for kind, default in WANTED_UNLESS_REFUSED.items()}


def set_preference(*, user: User, kind: str, wanted: bool, now: datetime) -> None:
    MailPreference.objects.update_or_create(
        user=user, kind=Kind(kind), defaults={"wanted": wanted, "changed_at": now}
    )


def unsubscribe_url(user: User, kind: str) -> str:
    """Return the full address that ends one kind of mail without signing in.

    It stands in the mail, and as `unsubscribe_url` of its outbox message for the mail program's
    own button (RFC 8058).
    """
    token = signing.dumps([user.pk, str(kind)], salt=SALT, compress=False)
    return settings.SITE_URL.rstrip("/") + reverse("accounts:unsubscribe", args=[token])


def unsubscription_of(token: str) -> tuple[User, str] | None:
    """Return whom and what such an address is about; None for a forged one, or a person gone."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk).first()
    return (user, kind) if user and kind in Kind.values else None
