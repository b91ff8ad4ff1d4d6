"""What orders hold of a person: the contract stays as accounts, the person leaves it.

Commercial papers are kept ten years (C. com. L123-22): lines, amounts, dates and the shop's
side of the contract. Name, address, telephone and note go.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.person import Person
from marketplace.notifications.privacy import messages_about, scrub_about
from pickup.orders.history import purchases_of
from pickup.orders.lines.privacy import changes_by, changes_of, forget_changes_by, forget_reasons
from pickup.orders.models import (
    NOBODY,
    HandOver,
    OrderMessage,
    OrderMove,
    OrderTransition,
    Purchase,
    WrongCode,
)
from pickup.orders.placing.chosen import forget_texts
from pickup.orders.states import OPEN_STATES
from pickup.slots.words import say_slot
from shops.catalogue.options.choosing import say_frozen

Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")
ERASED_NAME = "—"


def obstacles(person: Person) -> list[str]:
    return obstacles_of(_purchases(person))


def obstacles_of(purchases: QuerySet[Purchase]) -> list[str]:
    """Name the orders that must be collected or cancelled first."""
    orders = Order.objects.filter(purchase__in=purchases, status__in=OPEN_STATES)
    text = _("Order %(number)s at %(shop)s, %(when)s: collect or cancel it first.")
    return [
        text
        % {
            "number": order.number,
            "shop": order.shop,
            "when": say_slot(order.slot, zone=order.shop.zone),
        }
        for order in orders.select_related("shop__territory", "slot").order_by("pk")
    ]


def export(person: Person) -> dict[str, Any]:
    purchases = _purchases(person).prefetch_related(
        "orders__shop", "orders__slot", "orders__lines", "orders__messages"
    )
    data: dict[str, Any] = {
        "purchases": [export_purchase(one) for one in purchases],
        "messages to shops": _export_told(list(purchases), person),
    }
    if person.user:
        data["basket"] = _export_baskets(person)
        data["orders moved"] = list(
            OrderTransition.objects.filter(by=person.user).values(
                "order__number", "at", "from_status", "to_status"
            )
        )
        data["orders given another time"] = list(
            OrderMove.objects.filter(by=person.user).values(
                "order__number", "at", "from_start", "to_start"
            )
        )
        data["orders typed for somebody"] = list(
            Order.objects.filter(placed_by=person.user)
            .exclude(source=Order.Source.ONLINE)
            .values("number", "date_placed", "source")
        )
        data["orders handed over from a screen"] = list(
            HandOver.objects.filter(by=person.user).values("order__number", "at")
        )
        data["messages written for a shop"] = list(
            OrderMessage.objects.filter(author=person.user, by_shop=True).values(
                "order__number", "at", "text"
            )
        )
        data["lines of orders changed"] = changes_by(person.user)
        data["wrong codes typed"] = list(
            WrongCode.objects.filter(user=person.user).values("shop__name", "at")
        )
    return data


def export_purchase(purchase: Purchase) -> dict[str, Any]:
    return {
        "placed": purchase.placed_at,
        "name": purchase.name,
        "e-mail": purchase.email,
        "telephone": purchase.phone,
        "orders": [_export_order(order) for order in purchase.orders.all()],
    }


@transaction.atomic
def erase(person: Person, now: datetime) -> None:
    for purchase in _purchases(person).prefetch_related("orders"):
        erase_purchase(purchase=purchase)
    if person.user:
        OrderTransition.objects.filter(by=person.user).update(by=None)
        OrderMove.objects.filter(by=person.user).update(by=None)
        HandOver.objects.filter(by=person.user).update(by=None)
        OrderMessage.objects.filter(author=person.user).update(author=None)
        forget_changes_by(person.user)
        WrongCode.objects.filter(user=person.user).delete()
        Order.objects.filter(placed_by=person.user).update(placed_by=None)
        mine = Basket.objects.filter(owner=person.user)
        mine.filter(purchase=None).delete()
        mine.update(owner=None)


@transaction.atomic
def erase_purchase(*, purchase: Purchase) -> None:
    """Take the person out of a purchase that is over, and out of every mail about it."""
    references = _references(purchase)
    Purchase.objects.filter(pk=purchase.pk).update(
        user=None, name=ERASED_NAME, email=NOBODY, phone=""
    )
    Basket.objects.filter(pk=purchase.basket_id).update(owner=None)
    forget_texts(purchase=purchase, instead=ERASED_NAME)
    OrderMessage.objects.filter(order__purchase=purchase).delete()
    Order.objects.filter(purchase=purchase).update(
        user=None, note="", collected_by_name="", guest_email=""
    )
    forget_reasons(purchase)
    scrub_about(references)


def _purchases(person: Person) -> QuerySet[Purchase]:
    if person.user:
        return purchases_of(person.user, person.addresses)
    lowered = Purchase.objects.alias(address=Lower("email"))
    return lowered.filter(user=None, address__in=person.addresses)


def _export_order(order: Any) -> dict[str, Any]:
    return {
        "number": order.number,
        "shop": order.shop.name,
        "collection": order.slot.start,
        "state": order.get_status_display(),
        "note": order.note,
        "messages": [
            {"at": one.at, "by the shop": one.by_shop, "text": one.text}
            for one in order.messages.all()
        ],
        "collected by": order.collected_by_name,
        "total": order.total_incl_tax,
        "due": order.due_incl_tax,
        "products": [
            {
                "title": line.title,
                "options": say_frozen(line.options),
                "quantity": line.quantity,
                "price": line.line_price_incl_tax,
            }
            for line in order.lines.all()
        ],
        "changes": list(changes_of(order)),
    }


def _references(purchase: Purchase) -> list[str]:
    """Return what every message about a purchase and its orders is found by."""
    return [purchase.uuid.hex, *(order.number for order in purchase.orders.all())]


def _export_told(purchases: list[Purchase], person: Person) -> list[dict[str, Any]]:
    """Return what others were told of the person's orders: it names them, so it is theirs."""
    references = [reference for one in purchases for reference in _references(one)]
    told = messages_about(references).exclude(text="").alias(to=Lower("recipient"))
    told = told.exclude(to__in=person.addresses).order_by("created_at")
    return list(told.values("channel", "subject", "text", "created_at", "sent_at"))


def _export_baskets(person: Person) -> list[dict[str, Any]]:
    lines = get_model("basket", "Line").objects.filter(
        basket__owner=person.user, basket__purchase=None
    )
    return list(lines.values("product__title", "options", "quantity", "date_created"))
