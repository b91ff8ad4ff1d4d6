"""What the outbox holds of a person: their address, and the words that were sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from marketplace.accounts.person import Person

from .mailbox import forget_messages
from .models import OutboxMessage, PushSubscription

State = OutboxMessage.State
# Told to an address that must be forgotten once it has been told.
FAREWELL = "account_erased"
# These open an account for whoever reads them.
OPENING = ("account_login_code", "account_password_reset_key")


def obstacles(person: Person) -> list[str]:
    return []


def export(person: Person) -> dict[str, Any]:
    phones = PushSubscription.objects.filter(user=person.user) if person.user else None
    received = _to(person).exclude(kind__in=OPENING).order_by("created_at")
    return {
        "messages received": list(
            received.values("channel", "recipient", "subject", "text", "created_at", "sent_at")
        ),
        "phones to notify": list(phones.values("topic", "endpoint", "created_at"))
        if phones is not None
        else [],
    }


def erase(person: Person, now: datetime) -> None:
    _scrub(_to(person) | _from(person))
    if person.user:
        PushSubscription.objects.filter(user=person.user).delete()


def messages_about(references: Iterable[str]) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(reference__in=list(references))


def scrub_about(references: Iterable[str]) -> None:
    """Forget the words of every message about these orders or reports, whoever read them."""
    _scrub(messages_about(references))


def forget_if_told(message: OutboxMessage) -> None:
    """Forget what may not outlive its sending; call it when a message is sent or given up."""
    if message.kind == FAREWELL or message.kind in OPENING:
        OutboxMessage.objects.filter(pk=message.pk).update(
            recipient="" if message.kind == FAREWELL else message.recipient,
            subject="",
            text="",
            html="",
        )


def forget_old(*, before: datetime) -> int:
    """Forget the words of messages that ended long ago; returns how many."""
    old = OutboxMessage.objects.filter(created_at__lt=before).exclude(state=State.PENDING)
    return _scrub(old.exclude(text="", recipient=""))


def _to(person: Person) -> QuerySet[OutboxMessage]:
    lowered = OutboxMessage.objects.alias(
        to_address=Lower("recipient"), from_address=Lower("reply_to")
    )
    theirs = Q(to_address__in=person.addresses)
    if person.user:
        theirs |= Q(to_address=person.user.email.lower(), kind__startswith="account_")
    return lowered.filter(theirs)


def _from(person: Person) -> QuerySet[OutboxMessage]:
    lowered = OutboxMessage.objects.alias(
        to_address=Lower("recipient"), from_address=Lower("reply_to")
    )
    return lowered.filter(from_address__in=person.addresses)


def _scrub(messages: QuerySet[OutboxMessage]) -> int:
    """Take the words and addresses out; the row stays, so that its key is never told again."""
    rows = list(messages.exclude(kind=FAREWELL).values_list("pk", "message_id"))
    found = OutboxMessage.objects.filter(pk__in=[pk for pk, _ in rows])
    found.filter(state=State.PENDING).update(state=State.FAILED)
    found.update(recipient="", subject="", text="", html="", reply_to="", last_error="")
    if settings.MAILBOX_DIR:
        forget_messages(settings.MAILBOX_DIR, {message_id for _, message_id in rows})
    return len(rows)
