from celery import shared_task

from pickup.reservations import expiry
from pickup.reservations.models import Reservation


@shared_task
def sweep_overdue() -> None:
    """End what was kept long enough."""
    expiry.sweep(Reservation.objects.all())
