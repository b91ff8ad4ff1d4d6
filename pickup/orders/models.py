"""A purchase of several shops' goods, what the basket remembers, and who moved an order."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.service_times.models import Appointment

__all__ = [
    "NOBODY",
    "Appointment",
    "BasketChoice",
    "LineAdjustment",
    "OrderMessage",
    "OrderMove",
    "OrderTransition",
    "Purchase",
    "WrongCode",
]

# Of an erased person; the domain can never receive anything (RFC 2606).
NOBODY = "efface@compte.invalid"


class Purchase(models.Model):
    """One basket, one click, one order per shop."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey("territories.Territory", models.PROTECT, related_name="+")
    basket = models.OneToOneField("basket.Basket", models.PROTECT, related_name="purchase")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="purchases",
    )
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    placed_at = models.DateTimeField(db_index=True)
    # On the telephone or at the counter: a name alone is enough, for who comes is known.
    taken_by_shop = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("purchase")
        verbose_name_plural = _("purchases")
        ordering = ["-placed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone="") | Q(taken_by_shop=True),
                name="orders_purchase_can_be_answered",
            ),
        ]
        indexes = [models.Index(Lower("email"), name="orders_purchase_by_email")]

    def __str__(self):
        return f"{self.name}, {self.placed_at:%Y-%m-%d}"

    @property
    def is_reachable(self) -> bool:
        """Say whether a message can be sent; at the counter, a name alone may be left."""
        return self.email != NOBODY and bool(self.email or self.phone)


class BasketChoice(models.Model):
    """The slot that a shopper chose for one shop of the basket."""

    basket = models.ForeignKey("basket.Basket", models.CASCADE, related_name="choices")
    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="+")
    slot = models.ForeignKey("slots.Slot", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("choice in a basket")
        verbose_name_plural = _("choices in baskets")
        constraints = [
            models.UniqueConstraint("basket", "shop", name="orders_choice_once_a_shop"),
        ]

    def __str__(self):
        return f"{self.shop}: {self.slot}"


class OrderTransition(models.Model):
    """Who moved an order, when, from where to where; only ever added to."""

    order = models.ForeignKey("order.Order", models.CASCADE, related_name="transitions")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    from_status = models.CharField(max_length=25)
    to_status = models.CharField(max_length=25)

    class Meta:
        verbose_name = _("change of an order's status")
        verbose_name_plural = _("changes of orders' status")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.order_id}: {self.from_status} -> {self.to_status}"


class OrderMove(models.Model):
    """Who gave an order another time, and when; only ever added to."""

    order = models.ForeignKey("order.Order", models.CASCADE, related_name="moves")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Instants, not slots: a slot that nobody holds goes with the hours that made it.
    from_start = models.DateTimeField()
    to_start = models.DateTimeField()

    class Meta:
        verbose_name = _("change of an order's time")
        verbose_name_plural = _("changes of orders' times")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.order_id}: {self.from_start} -> {self.to_start}"


class OrderMessage(models.Model):
    """What shop and shopper write to each other about an order, besides the first note."""

    MAX_TEXT = 500

    order = models.ForeignKey("order.Order", models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    by_shop = models.BooleanField()
    # None: a guest, who opened the order by its link, or somebody whose account is gone.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.CharField(_("message"), max_length=MAX_TEXT)

    class Meta:
        verbose_name = _("message about an order")
        verbose_name_plural = _("messages about orders")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="orders_message_says_something"),
        ]
        indexes = [models.Index(fields=["order", "at"], name="orders_message_in_order")]

    def __str__(self):
        return f"{self.order_id}: {self.text[:40]}"


class HandOver(models.Model):
    """One tap on « hand over », named by its screen: sent twice, it counts once."""

    order = models.ForeignKey("order.Order", models.CASCADE, related_name="+")
    nonce = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Why it was not possible, in the words that were answered; empty: handed over.
    refusal = models.TextField(blank=True)

    class Meta:
        verbose_name = _("hand-over from a screen")
        verbose_name_plural = _("hand-overs from screens")

    def __str__(self):
        return f"{self.order_id} {self.nonce}"


class Addition(models.Model):
    """What a shopper added to a placed order, named by the page that confirmed it: once."""

    order = models.ForeignKey("order.Order", models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("addition to an order")
        verbose_name_plural = _("additions to orders")

    def __str__(self):
        return f"{self.order_id} {self.key}"


class WrongCode(models.Model):
    """A code typed at a counter that opened nothing; counted, so that nobody tries them all."""

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("wrong code")
        verbose_name_plural = _("wrong codes")
        indexes = [models.Index(fields=["shop", "at"], name="orders_wrong_code_by_shop")]

    def __str__(self):
        return f"{self.shop} {self.at:%Y-%m-%d %H:%M}"
