"""The list of what to make, at the hour that the shop chose: by mail, or as a text message."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from marketplace.dates.words import say_date
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.rendering import render_mail
from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.addresses import absolute
from pickup.orders.making.totals import Item, ToMake, to_make
from pickup.orders.messages import FOLDER
from pickup.orders.placing.forms import PhoneField
from pickup.slots.models import FOR_THE_SAME_DAY_BEFORE, PickupPoint
from pickup.slots.words import say_hours
from shops.models import Shop

KIND = "to_make"
# Where a worker was down at the hour itself, the list still helps a little later.
SENT_WITHIN_HOURS = 2
# A text message holds so many products; the screen has them all.
IN_A_TEXT = 8


def send_lists(*, now: datetime) -> int:
    """Tell each shop whose hour it is what its orders ask for; return how many were told."""
    points = PickupPoint.objects.exclude(list_hour=None).select_related("shop__territory__site")
    due = [(point, day) for point in points if (day := day_told_at(point, now)) is not None]
    keys = {key_of(point.shop, day): (point, day) for point, day in due}
    known = OutboxMessage.objects.filter(key__in=list(keys)).values_list("key", flat=True)
    return sum(_send(*keys[key]) for key in sorted(keys.keys() - set(known)))


def key_of(shop: Shop, day: date) -> str:
    return f"{KIND}:{shop.pk}:{day}"


def day_told_at(point: PickupPoint, now: datetime) -> date | None:
    """Return the day whose list a shop gets at this moment: early its own, later the next."""
    local = now.astimezone(point.shop.zone)
    if point.list_hour is None or not 0 <= local.hour - point.list_hour < SENT_WITHIN_HOURS:
        return None
    of_today = point.list_hour < FOR_THE_SAME_DAY_BEFORE
    return local.date() if of_today else local.date() + timedelta(days=1)


@transaction.atomic
def _send(point: PickupPoint, day: date) -> bool:
    found = to_make(point.shop, day=day)
    if found.orders:
        with translation.override(settings.LANGUAGE_CODE):
            enqueue_messages([_message(found, point)])
    return bool(found.orders)


def _message(found: ToMake, point: PickupPoint) -> NewMessage:
    """By mail too where the shop's number is none that gets text messages."""
    number = _number_of(point.shop) if point.list_by_sms else ""
    return _text(found, point.shop, number) if number else _mail(found, point)


def _number_of(shop: Shop) -> str:
    try:
        return PhoneField(required=False).clean(shop.phone)
    except ValidationError:
        return ""


def _mail(found: ToMake, point: PickupPoint) -> NewMessage:
    shop, zone = point.shop, point.shop.zone
    rows = [
        (item, [(say_hours(time.start, time.end, zone=zone), units) for time, units in times])
        for item, times in found.rows
    ]
    context = {
        "site_name": shop.territory.name,
        "theme": shop.territory.theme,
        "site_url": absolute("/", shop.territory),
        "subject": _subject(found),
        "shop_name": shop.name,
        "found": found,
        "rows": rows,
        "several_times": len(found.times) > 1,
        "url": _address(found, shop),
    }
    mail = render_mail(f"{FOLDER}/to_make", context)
    return NewMessage(
        recipient=shop.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        kind=KIND,
        key=key_of(shop, found.day),
        territory=shop.territory,
        sender_name=shop.territory.name,
        reference=shop.slug,
    )


def _text(found: ToMake, shop: Shop, number: str) -> NewMessage:
    goods = [_in_short(item) for item in found.items[:IN_A_TEXT]]
    more = len(found.items) - IN_A_TEXT
    if more > 0:
        goods.append(ngettext("%(n)s more product", "%(n)s more products", more) % {"n": more})
    return NewMessage(
        channel=OutboxMessage.Channel.SMS,
        recipient=number,
        text="\n".join([_subject(found), *goods, _address(found, shop)]),
        kind=KIND,
        key=key_of(shop, found.day),
        territory=shop.territory,
        sender_name=shop.territory.name,
        reference=shop.slug,
    )


def _in_short(item: Item) -> str:
    """« 12 Bûche (8 Poire, 4 Marron) »."""
    chosen = ", ".join(f"{units} {words}" for words, units in item.chosen if words)
    return f"{item.units} {item.title} ({chosen})" if chosen else f"{item.units} {item.title}"


def _subject(found: ToMake) -> str:
    sentence = ngettext(
        "To make for %(day)s: %(n)s order", "To make for %(day)s: %(n)s orders", found.orders
    )
    return sentence % {"day": say_date(found.day, "l j F"), "n": found.orders}


def _address(found: ToMake, shop: Shop) -> str:
    return absolute(reverse("pickup:pro_to_make", args=[shop.slug, found.day]), shop.territory)
