from celery import shared_task
from django.utils import timezone

from pickup.orders import expiry, reminders
from pickup.orders.counter import unseen
from pickup.orders.making import messages as making_messages


@shared_task
def remind_of_tomorrow() -> None:
    """Remind of tomorrow's orders, in the evening of each territory; beat calls this each hour."""
    reminders.remind_of_tomorrow(now=timezone.now())


@shared_task
def send_lists() -> None:
    """Tell shops what to make, at the hour that each chose; beat calls this each hour."""
    making_messages.send_lists(now=timezone.now())


@shared_task
def look_after_late_orders() -> None:
    """Tell who has not come, and give up what was kept long enough."""
    reminders.look_after_late_orders(now=timezone.now())


@shared_task
def tell_of_unseen() -> None:
    """Tell a shop by another way of what nobody there has looked at."""
    unseen.tell_of_unseen(now=timezone.now())


@shared_task
def sweep_overdue() -> None:
    """End holds that nobody confirmed, and refuse what no shop answered in time."""
    expiry.sweep_all()
