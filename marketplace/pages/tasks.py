"""What the beat asks of pages; it may run twice without harm."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command


@shared_task(ignore_result=True)
def publish_scheduled() -> None:
    """Publish the pages whose hour has come, and take down those whose time is over."""
    call_command("publish_scheduled")
