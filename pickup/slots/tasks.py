from celery import shared_task

from pickup.slots import services


@shared_task
def generate_slots() -> None:
    """Push the horizon of every shop's slots one day on; beat calls this each night."""
    services.generate_all_slots()
