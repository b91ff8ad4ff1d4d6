from celery import shared_task

from shops.desk.acting import end_expired_sessions
from shops.desk.standing import carry_out_due_closures


@shared_task
def end_expired_acting() -> None:
    """Tell shops what was done for them in a time that ran out; beat calls this."""
    end_expired_sessions()


@shared_task
def carry_out_closures() -> None:
    """Close the shops whose notice of thirty days is over; beat calls this each hour."""
    carry_out_due_closures()
