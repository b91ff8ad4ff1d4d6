"""The life of an order; `steps` is the only place that moves one along it."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class OrderState(models.TextChoices):
    PENDING = "pending", _("Pending")
    PLACED = "placed", _("Waiting for confirmation")
    ACCEPTED = "accepted", _("To prepare")
    READY = "ready", _("Ready")
    COLLECTED = "collected", _("Collected")
    CANCELLED_BY_SHOPPER = "cancelled_by_shopper", _("Cancelled")
    CANCELLED_BY_SHOP = "cancelled_by_shop", _("Cancelled by the shop")
    REFUSED = "refused", _("Refused by the shop")
    EXPIRED = "expired", _("Expired")
    NO_SHOW = "no_show", _("Not collected")
    # No line left: all were withdrawn from (C. conso. L221-18).
    WITHDRAWN = "withdrawn", pgettext_lazy("of an order", "Withdrawn")


class LineState(models.TextChoices):
    TO_PREPARE = "to_prepare", _("To prepare")
    READY = "ready", _("Ready")
    SHORT = "short", _("Fewer than ordered")
    SUBSTITUTED = "substituted", _("Replaced")
    REMOVED = "removed", _("Taken out")
    WITHDRAWN = "withdrawn", pgettext_lazy("of an order", "Withdrawn")


# Lines that nobody waits for any more.
GONE = (LineState.REMOVED, LineState.WITHDRAWN)

# The way on; each service may ask for more.
ALLOWED = {
    OrderState.PENDING: {OrderState.PLACED},
    OrderState.PLACED: {
        OrderState.ACCEPTED,
        OrderState.REFUSED,
        OrderState.EXPIRED,
        OrderState.CANCELLED_BY_SHOPPER,
        OrderState.WITHDRAWN,
    },
    OrderState.ACCEPTED: {
        OrderState.READY,
        OrderState.COLLECTED,
        OrderState.CANCELLED_BY_SHOPPER,
        OrderState.CANCELLED_BY_SHOP,
        OrderState.NO_SHOW,
        OrderState.WITHDRAWN,
    },
    OrderState.READY: {
        OrderState.COLLECTED,
        OrderState.CANCELLED_BY_SHOPPER,
        OrderState.CANCELLED_BY_SHOP,
        OrderState.NO_SHOW,
        OrderState.WITHDRAWN,
    },
    OrderState.COLLECTED: {OrderState.WITHDRAWN},
}

# The ways back: a hand-over undone, somebody who comes or confirms late.
RETURNS = {
    OrderState.COLLECTED: {OrderState.ACCEPTED, OrderState.READY, OrderState.NO_SHOW},
    OrderState.NO_SHOW: {OrderState.COLLECTED},
    OrderState.EXPIRED: {OrderState.PLACED},
}

# The shop has it in its hands: lines are ticked, weighed, found missing.
IN_PREPARATION = ("accepted", "ready")
# Stock and slot are held, the code opens something.
OPEN_STATES = ("pending", "placed", "accepted", "ready")
# Somebody is expected at the counter.
EXPECTED_STATES = ("accepted", "ready")
# Over without a hand-over: stock and slot went back.
RELEASED_STATES = (
    OrderState.CANCELLED_BY_SHOPPER,
    OrderState.CANCELLED_BY_SHOP,
    OrderState.REFUSED,
    OrderState.EXPIRED,
    OrderState.NO_SHOW,
)
