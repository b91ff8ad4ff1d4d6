"""One mail for each piece of news to each person who follows the shop and wants to hear of it.

The row says that mails were asked for, and when all were written; tasks only carry its key. A dead
worker or broker delays them; what is written twice is sent once, by the key of each message.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from kombu.exceptions import KombuError

from marketplace.accounts.models import User
from marketplace.accounts.preferences import Kind, unsubscribe_url, who_want
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.rendering import render_mail
from marketplace.notifications.services import NewMessage, enqueue_messages, take_back_messages
from marketplace.territories.addresses import absolute
from shops.favourites.queries import followers_of
from shops.models import Shop
from shops.news.models import NewsItem

logger = logging.getLogger(__name__)

KIND = "shop_news"
# Written in one transaction, which holds the news: withdrawing waits for no more than these.
BATCH = 100
# What could not be mailed for so long is news no more.
FRESH = timedelta(days=2)


def readers_of(shop: Shop) -> QuerySet[User]:
    """Return the people who follow a shop and want its news by mail."""
    return who_want(followers_of(shop), Kind.SHOP_NEWS)


def ask_for_mails(item: NewsItem, *, now: datetime) -> bool:
    """Note that readers are to be written to; return whether this call did: it is done once."""
    unasked = NewsItem.objects.filter(pk=item.pk, mail_asked_at=None, status="published")
    if not unasked.update(mail_asked_at=now):
        return False
    item.mail_asked_at = now
    queue_mails(item)
    return True


def queue_mails(item: NewsItem) -> None:
    """Let a worker write the mails after the commit, if any are to be written."""
    if item.mail_asked_at and not item.mailed_at:
        transaction.on_commit(partial(_queue, item.pk), robust=True)


def take_back_mails(item: NewsItem) -> None:
    """Let no further mail leave; who has one keeps it, the others get theirs if it is put back."""
    if take_back_messages(kind=KIND, reference=_reference(item)):
        item.mailed_at = None
        NewsItem.objects.filter(pk=item.pk).update(mailed_at=None)


def write_mails(*, item_id: int, now: datetime | None = None) -> int:
    """Write the mails of one piece of news that are not written yet; return how many.

    Withdrawn in between, it stops.
    """
    now = now or timezone.now()
    item = to_mail(now).filter(pk=item_id).first()
    if item is None:
        return 0
    readers = _unwritten(item)
    for start in range(0, len(readers), BATCH):
        if not _write_batch(item, readers[start : start + BATCH], now):
            return start
    NewsItem.objects.filter(pk=item.pk, status="published").update(mailed_at=now)
    return len(readers)


def to_mail(now: datetime) -> QuerySet[NewsItem]:
    """Return the news whose mails were asked for and are not all written."""
    asked = NewsItem.objects.shown().filter(mail_asked_at__gt=now - FRESH, mailed_at=None)
    return asked.select_related("shop__town", "shop__territory__site")


def _unwritten(item: NewsItem) -> list[User]:
    known = OutboxMessage.objects.filter(kind=KIND, reference=_reference(item))
    keys = set(known.values_list("key", flat=True))
    readers = readers_of(item.shop).order_by("pk")
    return [reader for reader in readers if _key(item, reader) not in keys]


@transaction.atomic
def _write_batch(item: NewsItem, readers: Sequence[User], now: datetime) -> bool:
    held = NewsItem.objects.select_for_update().filter(pk=item.pk, status="published")
    if not held.exists():
        return False
    with translation.override(settings.LANGUAGE_CODE):
        enqueue_messages([_mail(item, reader) for reader in readers], now=now)
    return True


def _mail(item: NewsItem, reader: User) -> NewMessage:
    shop, territory = item.shop, item.shop.territory
    stop_url = unsubscribe_url(reader, Kind.SHOP_NEWS)
    context = {
        "item": item,
        "shop": shop,
        "news_url": absolute(item.get_absolute_url(), territory),
        "stop_url": stop_url,
        "mails_url": absolute(reverse("accounts:mails"), territory),
        "site_name": territory.name,
        "site_url": absolute("/", territory),
        "theme": territory.theme,
    }
    mail = render_mail("shops/mails/news", context)
    return NewMessage(
        territory=territory,
        recipient=reader.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        sender_name=territory.name,
        reply_to=shop.email,
        kind=KIND,
        key=_key(item, reader),
        reference=_reference(item),
        unsubscribe_url=stop_url,
    )


def _key(item: NewsItem, reader: User) -> str:
    return f"{KIND}:{item.pk}:{reader.pk}"


def _reference(item: NewsItem) -> str:
    return f"news-{item.pk}"


def _queue(item_id: int) -> None:
    """Hand the key to a worker; with a broker that is dead, beat finds the row."""
    from shops.news.tasks import mail_news  # the task calls this module

    try:
        mail_news.apply_async(args=[item_id], retry=False, ignore_result=True)
    except (KombuError, OSError) as error:
        logger.warning("No broker (%s): the mails of news %s wait for beat", error, item_id)
