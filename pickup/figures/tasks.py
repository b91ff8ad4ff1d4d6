"""What beat does with figures; each task may run twice without harm."""

import logging

from celery import shared_task
from django.utils import timezone

from marketplace.territories.models import Territory
from pickup.figures import letters, services

logger = logging.getLogger(__name__)


@shared_task
def take_snapshots() -> None:
    """Keep the evening's state of every catalogue."""
    for territory in Territory.objects.all():
        services.take_snapshot(territory=territory)


@shared_task
def write_letters() -> None:
    """Write last month's letters; on the first days of a month, so that no broken night counts."""
    now = timezone.now()
    for territory in Territory.objects.select_related("association"):
        written = letters.write_letters(territory, now=now)
        logger.info("%s: %s letters written", territory.slug, len(written))
