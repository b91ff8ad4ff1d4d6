from celery import shared_task

from shops.audience import services


@shared_task
def forget_old_counts() -> None:
    """Keep thirteen months of counts; beat calls this each night."""
    services.forget_old_counts()
