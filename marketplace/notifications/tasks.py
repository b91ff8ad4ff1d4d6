"""What workers and the beat do with the outbox; each task may run twice without harm."""

from celery import shared_task

from . import services


@shared_task(ignore_result=True)
def deliver(message_ids: list[int]) -> None:
    """Deliver messages just committed."""
    for message_id in message_ids:
        services.deliver_message(message_id=message_id)


@shared_task(ignore_result=True)
def sweep() -> None:
    """Deliver whatever is due; the beat calls it each minute."""
    services.sweep_outbox()
