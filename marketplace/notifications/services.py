"""Writing messages into the outbox and getting them out of it."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import KombuError

from marketplace.accounts.models import User
from marketplace.territories.models import Territory

from .exceptions import RecipientGone, SendingError, StillUnderWay
from .models import OutboxMessage
from .privacy import forget_if_told
from .queries import due
from .senders import send_message
from .sms import fit_sms

logger = logging.getLogger(__name__)

Sender = Callable[[OutboxMessage], None]

BACKOFF = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
]
GIVE_UP_AFTER = timedelta(days=5)
# Longer than any sender may take: a row is free again only when its sender is surely dead.
CLAIM = timedelta(minutes=5)
# Under Celery's hard limit, and shorter than the beat's interval: sweeps do not pile up.
SWEEP_SECONDS = 45


@dataclass(frozen=True, kw_only=True)
class NewMessage:
    """A message to be: an e-mail (`subject`, `text`, `html`), an SMS (`text` alone), or a
    notification on a phone (`subject`, `text`, and the `url` that it opens).

    `key` says what the message is about and to whom ("order_placed:AB12CD:shopper"): the same
    key is never written twice. `reference` is a free string to find it by, an order number.
    `territory` says whose message it is: its association sees it among those sent and failed.
    `unsubscribe_url` is for messages that nobody must receive: it takes a POST without a cookie.
    """

    territory: Territory | None
    recipient: str
    text: str
    kind: str
    key: str
    channel: str = OutboxMessage.Channel.EMAIL
    subject: str = ""
    html: str = ""
    sender_name: str = ""
    reply_to: str = ""
    reference: str = ""
    unsubscribe_url: str = ""
    url: str = ""


def enqueue_messages(
    messages: Sequence[NewMessage], *, now: datetime | None = None
) -> list[OutboxMessage]:
    """Write messages with the caller's own changes, in one query; they leave after the commit.

    For a key already in the outbox the row stays as it was, and of the object returned for it
    only `pk` and `key` can be relied on. Raise TransactionManagementError outside a
    transaction: the message and the fact it tells stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "Messages are written in the transaction of what they tell."
        )
    if not messages:
        return []
    now = now or timezone.now()
    # PostgreSQL refuses one statement that meets the same key twice.
    once = {message.key: message for message in messages}
    # "Update" of the key by itself, rather than ignoring, makes the database return the ids.
    rows = OutboxMessage.objects.bulk_create(
        [_build_row(message, now) for message in once.values()],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["key"],
    )
    transaction.on_commit(partial(_queue_delivery, [row.pk for row in rows]), robust=True)
    return rows


def claim_message(*, message_id: int, now: datetime) -> OutboxMessage | None:
    """Take a due message for the time of `CLAIM`, or return None where another has it.

    One guarded UPDATE decides; its count of attempts is the claim's name (see `_mark_failure`).
    """
    claimed = due(now).filter(pk=message_id)
    if not claimed.update(attempts=F("attempts") + 1, locked_until=now + CLAIM):
        return None
    return OutboxMessage.objects.get(pk=message_id)


def deliver_message(
    *, message_id: int, now: datetime | None = None, send: Sender = send_message
) -> bool:
    """Send one due message; return whether this call sent it.

    Never two sends of one claim. A process killed between the relay's acceptance and the mark
    "sent" leaves the row claimed: it goes out once more when the claim ends, with the same
    Message-ID, which relays and readers use to drop the double. Call it outside a transaction:
    the claim must be visible to others while sending. Refusals of every kind are tried again
    for `GIVE_UP_AFTER`, since a suspended account answers like an unknown address.
    """
    now = now or timezone.now()
    message = claim_message(message_id=message_id, now=now)
    if message is None:
        return False
    try:
        send(message)
    except RecipientGone:
        # Not a failure that the desk should make good by telephone.
        message.delete()
        return False
    except SendingError as error:
        _mark_failure(message, error, now)
        return False
    _mark_sent(message, now)
    return True


@transaction.atomic
def resend_message(*, message: OutboxMessage, by: User, now: datetime | None = None) -> None:
    """Try a message that was given up once more, from its first attempt on.

    Raises:
        StillUnderWay: it is sent, or about to be; of two people who click, one resends.
    """
    now = now or timezone.now()
    failed = OutboxMessage.objects.filter(pk=message.pk, state=OutboxMessage.State.FAILED)
    resent = failed.update(
        state=OutboxMessage.State.PENDING,
        attempts=0,
        next_attempt_at=now,
        locked_until=None,
        last_error="",
        resent_at=now,
        resent_by=by,
    )
    if not resent:
        raise StillUnderWay
    transaction.on_commit(partial(_queue_delivery, [message.pk]), robust=True)


def take_back_messages(*, kind: str, reference: str) -> int:
    """Remove the messages about something that nobody has tried to send yet; return how many."""
    found = OutboxMessage.objects.filter(kind=kind, reference=reference)
    removed, _ = found.filter(state=OutboxMessage.State.PENDING, attempts=0).delete()
    return removed


def sweep_outbox(
    *, now: datetime | None = None, limit: int = 100, send: Sender = send_message
) -> int:
    """Deliver what is due: lost by a broker, put off after a failure; return how many went.

    Stops after `SWEEP_SECONDS`: a relay that hangs must not hold the worker; the next sweep
    goes on.
    """
    now = now or timezone.now()
    started = time.monotonic()
    sent = 0
    for message_id in list(due(now).values_list("pk", flat=True)[:limit]):
        elapsed = timedelta(seconds=time.monotonic() - started)
        if elapsed.total_seconds() > SWEEP_SECONDS:
            break
        # Claims count from the true instant, not from the sweep's beginning.
        sent += deliver_message(message_id=message_id, now=now + elapsed, send=send)
    return sent


def _build_row(message: NewMessage, now: datetime) -> OutboxMessage:
    """Make a row that the database and the mail headers will take, whatever was typed."""
    # Field by field: `asdict` would copy the territory, a row of the database.
    values = {field.name: getattr(message, field.name) for field in fields(message)}
    values["subject"] = _one_line(message.subject, 255)
    values["sender_name"] = _one_line(message.sender_name, 150)
    if message.channel == OutboxMessage.Channel.SMS:
        values["text"] = fit_sms(message.text)
    return OutboxMessage(**values, next_attempt_at=now, created_at=now)


def _one_line(value: str, length: int) -> str:
    return " ".join(value.split())[:length]


def _queue_delivery(message_ids: list[int]) -> None:
    """Hand the ids to a worker; with a broker that is dead, the sweep will find the rows."""
    from .tasks import deliver  # the tasks call these services

    try:
        deliver.apply_async(args=[message_ids], retry=False, ignore_result=True)
    except (KombuError, OSError) as error:
        logger.warning("No broker (%s): messages %s wait for the sweep", error, message_ids)


def _mark_sent(message: OutboxMessage, now: datetime) -> None:
    pending = OutboxMessage.objects.filter(pk=message.pk, state=OutboxMessage.State.PENDING)
    pending.update(state=OutboxMessage.State.SENT, sent_at=now, locked_until=None)
    forget_if_told(message)


def _mark_failure(message: OutboxMessage, error: SendingError, now: datetime) -> None:
    """Put the message off, or give it up; leave it alone where a later claim has it."""
    wait = BACKOFF[min(message.attempts, len(BACKOFF)) - 1]
    too_late = now + wait > message.created_at + GIVE_UP_AFTER
    given_up = too_late and message.attempts >= len(BACKOFF)
    state = OutboxMessage.State.FAILED if given_up else OutboxMessage.State.PENDING
    # No address in the log: it outlives the erasure of the person.
    log = logger.error if given_up else logger.warning
    log("Message %s (%s): attempt %s failed", message.pk, message.kind, message.attempts)
    OutboxMessage.objects.filter(
        pk=message.pk, state=OutboxMessage.State.PENDING, attempts=message.attempts
    ).update(
        state=state, next_attempt_at=now + wait, locked_until=None, last_error=str(error)[:500]
    )
    if given_up:
        forget_if_told(message)
