"""What the beat asks of the whole site."""

from celery import shared_task
from django.utils import timezone

from marketplace.operations.retention import purge as purge_all


@shared_task(ignore_result=True)
def purge() -> None:
    """Forget what has had its time; beat calls this each night."""
    purge_all(now=timezone.now())
