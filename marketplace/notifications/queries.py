"""Reading the outbox."""

from datetime import datetime

from django.db.models import Q, QuerySet

from marketplace.territories.models import Territory

from .models import OutboxMessage


def due(now: datetime) -> QuerySet[OutboxMessage]:
    """Return what may be tried at `now` and is in nobody's hands, longest waiting first."""
    return OutboxMessage.objects.filter(
        Q(locked_until__isnull=True) | Q(locked_until__lte=now),
        state=OutboxMessage.State.PENDING,
        next_attempt_at__lte=now,
    ).order_by("next_attempt_at", "pk")


def for_reference(reference: str) -> QuerySet[OutboxMessage]:
    """Return the messages about one thing (an order number), oldest first."""
    return OutboxMessage.objects.filter(reference=reference).order_by("created_at", "pk")


def failed() -> QuerySet[OutboxMessage]:
    """Return what was given up and that somebody must tell by other means, latest first."""
    return OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED).order_by(
        "-created_at", "-pk"
    )


def of_territory(territory: Territory) -> QuerySet[OutboxMessage]:
    """Return what a territory sent or has to send, latest first."""
    return OutboxMessage.objects.filter(territory=territory).order_by("-created_at", "-pk")
