"""The life of an order; `transitions` is the only place that moves one along it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    PENDING = "pending", _("Pending")
    PLACED = "placed", _("Placed")
    ACCEPTED = "accepted", _("To prepare")
    READY = "ready", _("Ready")
    COLLECTED = "collected", _("Collected")
    CANCELLED_BY_SHOPPER = "cancelled_by_shopper", _("Cancelled")
    CANCELLED_BY_SHOP = "cancelled_by_shop", _("Cancelled by the shop")


class LineState(models.TextChoices):
    TO_PREPARE = "to_prepare", _("To prepare")
    READY = "ready", _("Ready")
    SHORT = "short", _("Fewer than ordered")
    SUBSTITUTED = "substituted", _("Replaced")
    REMOVED = "removed", _("Taken out")


ALLOWED = {
    OrderState.PENDING: {OrderState.PLACED},
    OrderState.PLACED: {OrderState.ACCEPTED},
    OrderState.ACCEPTED: {
        OrderState.READY,
        OrderState.COLLECTED,
        OrderState.CANCELLED_BY_SHOPPER,
        OrderState.CANCELLED_BY_SHOP,
    },
    OrderState.READY: {
        OrderState.COLLECTED,
        OrderState.CANCELLED_BY_SHOPPER,
        OrderState.CANCELLED_BY_SHOP,
    },
}

# The shop has it in its hands: lines are ticked, weighed, found missing.
IN_PREPARATION = ("accepted", "ready")
# Stock and slot are held, the code opens something.
OPEN_STATES = ("pending", "placed", "accepted", "ready")
