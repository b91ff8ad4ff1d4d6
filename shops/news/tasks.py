"""Writing mails of news in the background; each task may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from shops.news import mails


@shared_task(ignore_result=True)
def mail_news(item_id: int) -> None:
    """Write the mails of news just published."""
    mails.write_mails(item_id=item_id)


@shared_task(ignore_result=True)
def mail_due_news() -> None:
    """Write what a lost task left unwritten; beat calls this."""
    for pk in mails.to_mail(timezone.now()).values_list("pk", flat=True):
        mails.write_mails(item_id=pk)
