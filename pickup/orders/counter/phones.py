"""The shop's phones, which are woken by a new order: a name and a time, nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.notifications import push
from marketplace.notifications.models import OutboxMessage, PushSubscription
from marketplace.notifications.services import NewMessage
from pickup.orders.links import handover_url
from pickup.orders.models import Purchase
from pickup.slots.words import say_slot
from shops.models import Shop


def topic_of(shop: Shop) -> str:
    return f"shop:{shop.pk}"


def add_phone(*, shop: Shop, user: User, endpoint: str, p256dh: str, auth: str) -> None:
    """Wake this browser of a member of the shop from now on.

    Raises:
        SubscriptionRefused: not what a browser gives.
    """
    push.subscribe(user=user, topic=topic_of(shop), endpoint=endpoint, p256dh=p256dh, auth=auth)


def remove_phone(*, shop: Shop, user: User, endpoint: str) -> None:
    push.unsubscribe(user=user, topic=topic_of(shop), endpoint=endpoint)


def push_new_orders(orders: Sequence[Any], purchase: Purchase) -> list[NewMessage]:
    """Write a notification for each phone of each shop; no query where none are offered."""
    if not orders or not push.private_key():
        return []
    shops = {topic_of(order.shop): order for order in orders}
    return [
        _notification(shops[phone.topic], purchase, phone)
        for phone in _phones([order.shop for order in orders])
    ]


def _phones(shops: Sequence[Shop]) -> QuerySet[PushSubscription]:
    """Return the phones of who is of the team today."""
    theirs = Q(pk__in=[])
    for shop in shops:
        theirs |= Q(topic=topic_of(shop), user__shop_memberships__shop=shop)
    return PushSubscription.objects.filter(theirs).distinct().order_by("pk")


def _notification(order: Any, purchase: Purchase, phone: PushSubscription) -> NewMessage:
    name = " ".join(purchase.name.split())
    return NewMessage(
        channel=OutboxMessage.Channel.PUSH,
        territory=order.shop.territory,
        recipient=str(phone.pk),
        subject=_("New order at %(shop)s") % {"shop": order.shop.name},
        text=f"{name}, {say_slot(order.slot, zone=order.shop.zone)}",
        url=handover_url(order),
        kind="order_placed_phone",
        key=f"order_placed:{order.number}:phone:{phone.pk}",
        reference=order.number,
    )
