"""What must hold in the outbox at any time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from .models import OutboxMessage
from .services import CLAIM, GIVE_UP_AFTER

State = OutboxMessage.State
OVERDUE = timedelta(minutes=30)


def check(now: datetime | None = None) -> Iterator[str]:
    """Yield a sentence for each message that breaks an invariant."""
    now = now or timezone.now()
    for sentence, condition in _broken(now).items():
        for pk in OutboxMessage.objects.filter(condition).values_list("pk", flat=True):
            yield f"Message {pk} {sentence}."


def _broken(now: datetime) -> dict[str, Q]:
    """Return each fault with the rows that have it."""
    due_at = now - OVERDUE
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    return {
        "is due since more than 30 minutes, neither sent nor failed": free
        & Q(state=State.PENDING, next_attempt_at__lt=due_at),
        "is claimed for longer than a claim lasts": Q(
            state=State.PENDING, locked_until__gt=now + CLAIM
        ),
        "is put off beyond the day on which it is given up": Q(
            state=State.PENDING, next_attempt_at__gt=now + GIVE_UP_AFTER
        ),
        "is sent without an instant": Q(state=State.SENT, sent_at__isnull=True),
        "is sent without an attempt": Q(state=State.SENT, attempts=0),
        "is failed without a reason": Q(state=State.FAILED, last_error=""),
    }
