"""A shop's news, from the first word to its withdrawal."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.images.pictures import delete_picture, store_picture
from marketplace.territories.versions import touch
from shops.exceptions import TooManyNews, Withheld
from shops.models import Shop
from shops.news.mails import ask_for_mails, queue_mails, take_back_mails
from shops.news.models import NewsItem
from shops.news.pictures import FOLDER, used_among

# News, not a ticker: who follows a shop must not grow tired of it.
MAX_A_DAY = 3


def publish_news(
    *,
    shop: Shop,
    title: str,
    text: str,
    picture: Any = None,
    mail: bool = False,
    now: datetime | None = None,
) -> NewsItem:
    """Publish news on a shop's page.

    Args:
        picture: a file, a ProcessedImage, or the name of a picture already stored.
        mail: write to those who follow the shop.

    Raises:
        TooManyNews: the shop published `MAX_A_DAY` on this day, withdrawn ones included.
        marketplace.images.exceptions.ImageRefused: no photo, or too large.
    """
    now = now or timezone.now()
    _check_room(shop, now)
    # Encoding takes half a second: it is done before the transaction, not inside.
    name = _stored(picture, title)
    with transaction.atomic():
        # Two people of the shop who publish at once wait for each other here.
        Shop.objects.select_for_update().get(pk=shop.pk)
        _check_room(shop, now)
        item = NewsItem.objects.create(
            shop=shop, title=title, text=text, picture=name, published_at=now, changed_at=now
        )
        if mail:
            ask_for_mails(item, now=now)
        touch(shop.territory_id)
    return item


def change_news(
    *,
    item: NewsItem,
    title: str,
    text: str,
    picture: Any = None,
    without_picture: bool = False,
    mail: bool = False,
    now: datetime | None = None,
) -> NewsItem:
    """Reword news; it keeps its date and its address.

    Args:
        picture: takes the place of the present one; see `publish_news`.
        without_picture: take the present one off, unless another comes.
        mail: write to those who follow the shop, unless they were written to about it before.

    Raises:
        marketplace.images.exceptions.ImageRefused: no photo, or too large.
    """
    now = now or timezone.now()
    former, name = item.picture, _stored(picture, title)
    with transaction.atomic():
        item.title, item.text, item.changed_at = title, text, now
        if name or without_picture:
            item.picture = name
        item.save(update_fields=["title", "text", "picture", "changed_at"])
        # A photo kept over a refused form, or sent twice, may stand in other news.
        if former and not used_among([former]):
            transaction.on_commit(partial(delete_picture, former))
        if mail:
            ask_for_mails(item, now=now)
        touch(item.shop.territory_id)
    return item


def withdraw_news(*, item: NewsItem) -> None:
    """Take news off the site, and its mails out of the outbox; the shop may put it back."""
    with transaction.atomic():
        _set_status(item, NewsItem.Status.WITHDRAWN)
        take_back_mails(item)


@transaction.atomic
def withhold_news(*, item: NewsItem, now: datetime) -> None:
    """Take news off the site by a decision: its shop cannot put it back until it is released."""
    item.withheld_since = now
    withdraw_news(item=item)


def release_news(*, item: NewsItem) -> None:
    """Let the shop put withheld news back, when it likes."""
    item.withheld_since = None
    item.save(update_fields=["withheld_since"])


def put_back_news(*, item: NewsItem) -> None:
    """Show withdrawn news again, in its former place: it counts for the day it was published.

    Raises:
        Withheld: a decision on a report took it off the site.
    """
    with transaction.atomic():
        # A decision taken while the shopkeeper read counts.
        if NewsItem.objects.select_for_update(of=("self",)).get(pk=item.pk).withheld_since:
            raise Withheld(
                _(
                    "The association took this news off the site: it lifts its decision once the "
                    "news is corrected."
                )
            )
        _set_status(item, NewsItem.Status.PUBLISHED)
        queue_mails(item)


def _set_status(item: NewsItem, status: str) -> None:
    item.status = status
    item.save(update_fields=["status", "withheld_since"])
    touch(item.shop.territory_id)


def _check_room(shop: Shop, now: datetime) -> None:
    if NewsItem.objects.published_on_the_day_of(now, shop=shop).count() >= MAX_A_DAY:
        raise TooManyNews


def _stored(picture: Any, title: str) -> str:
    if not picture or isinstance(picture, str):
        return picture or ""
    return store_picture(picture, folder=FOLDER, name_hint=title)
