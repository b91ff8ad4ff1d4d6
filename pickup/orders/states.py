"""The life of an order; `transitions` is the only place that moves one along it."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class OrderState(models.TextChoices):
    PENDING = "pending", _("Pending")
    PLACED = "placed", _("Placed")
    ACCEPTED = "accepted", _("To prepare")
    READY = "ready", _("Ready")
    COLLECTED = "collected", _("Collected")
    CANCELLED_BY_SHOPPER = "cancelled_by_shopper", _("Cancelled")
    CANCELLED_BY_SHOP = "cancelled_by_shop", _("Cancelled by the shop")
    # No line left: all were withdrawn from (C. conso. L221-18).
    WITHDRAWN = "withdrawn", pgettext_lazy("of an order", "Withdrawn")


class LineState(models.TextChoices):
    TO_PREPARE = "to_prepare", _("To prepare")
    READY = "ready", _("Ready")
    WITHDRAWN = "withdrawn", pgettext_lazy("of an order", "Withdrawn")


ALLOWED = {
    OrderState.PENDING: {OrderState.PLACED},
    OrderState.PLACED: {OrderState.ACCEPTED, OrderState.WITHDRAWN},
    OrderState.ACCEPTED: {
        OrderState.READY,
        OrderState.COLLECTED,
        OrderState.CANCELLED_BY_SHOPPER,
        OrderState.CANCELLED_BY_SHOP,
        OrderState.WITHDRAWN,
    },
    OrderState.READY: {
        OrderState.COLLECTED,
        OrderState.CANCELLED_BY_SHOPPER,
        OrderState.CANCELLED_BY_SHOP,
        OrderState.WITHDRAWN,
    },
    OrderState.COLLECTED: {OrderState.WITHDRAWN},
}

# Stock and slot are held, the code opens something.
OPEN_STATES = ("pending", "placed", "accepted", "ready")
