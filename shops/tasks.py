from celery import shared_task
from django.utils import timezone

from shops.hours.questions import ask_about_holidays as ask


@shared_task
def ask_about_holidays() -> None:
    """Ask shops about the public holidays of the next ten days; beat calls this each morning."""
    ask(now=timezone.now())
