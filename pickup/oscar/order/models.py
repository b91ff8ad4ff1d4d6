"""Oscar's order: one shop's contract, with its slot, its code and its legal snapshot."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder

from marketplace.legal.withdrawal import withdrawal_sentence
from pickup.orders.queries import OrderQuerySet
from pickup.orders.states import OPEN_STATES, LineState, OrderState
from shops.catalogue.options.choosing import say_frozen


class Order(AbstractOrder):
    class Source(models.TextChoices):
        ONLINE = "online", _("Online")
        TELEPHONE = "telephone", _("By telephone")
        COUNTER = "counter", _("At the counter")
        ASSOCIATION = "association", _("By the association")

    class PaymentMode(models.TextChoices):
        IN_STORE = "in_store", _("Paid at collection")

    purchase = models.ForeignKey("orders.Purchase", models.PROTECT, related_name="orders")
    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="orders")
    slot = models.ForeignKey("slots.Slot", models.PROTECT, related_name="orders")
    status = models.CharField(_("status"), max_length=25, choices=OrderState)
    source = models.CharField(max_length=15, choices=Source, default=Source.ONLINE)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    code = models.CharField(_("collection code"), max_length=8)
    payment_mode = models.CharField(
        max_length=15, choices=PaymentMode, default=PaymentMode.IN_STORE
    )
    note = models.TextField(_("note to the shop"), blank=True)
    # Seller, terms, products, VAT and withdrawal as they stood when the contract was made.
    legal_snapshot = models.JSONField(default=dict)
    # The cut-off that the shopper was told; the shop's later changes do not move it.
    cancel_until = models.DateTimeField(_("can be cancelled until"))
    # By preparation weight; what it holds of its slot's work.
    work = models.PositiveIntegerField(default=0)
    # Placed, and the shop has to say yes: silence until then is no (pickup.orders.acceptance).
    answer_until = models.DateTimeField(null=True, blank=True)
    # Placed, and the guest has to confirm by the link of the message (pickup.orders.holds).
    hold_expires_at = models.DateTimeField(null=True, blank=True)
    collected_by_name = models.CharField(_("who collects instead"), max_length=100, blank=True)
    # When the shop's people first had it before their eyes (pickup.orders.seeing).
    seen_at = models.DateTimeField(null=True, blank=True)
    # Set once when stock and slot are given back; makes releasing idempotent.
    released_at = models.DateTimeField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta(AbstractOrder.Meta):
        constraints = [
            models.UniqueConstraint(
                "shop",
                "code",
                condition=Q(status__in=OPEN_STATES),
                name="order_code_once_among_open_orders",
            ),
            models.UniqueConstraint("purchase", "shop", name="order_one_per_shop_of_a_purchase"),
        ]
        indexes = [
            models.Index(fields=["shop", "status"], name="order_by_shop_and_status"),
            models.Index(fields=["shop"], condition=Q(seen_at=None), name="order_unseen"),
            # The few that wait for somebody's word: looked through at every booking.
            models.Index(fields=["shop"], condition=Q(status="placed"), name="order_waiting"),
        ]

    @property
    def slot_is_over(self) -> bool:
        return self.slot.end <= timezone.now()

    @property
    def due(self) -> Decimal:
        """Return what is still to be paid: the frozen total without the lines withdrawn from."""
        gone = [line for line in self.lines.all() if line.status == LineState.WITHDRAWN]
        return self.total_incl_tax - sum((line.line_price_incl_tax for line in gone), Decimal())

    @property
    def spaced_code(self) -> str:
        """Return the code in pairs, to read aloud: « T4 R9 WB »."""
        return " ".join(self.code[i : i + 2] for i in range(0, len(self.code), 2))


class Line(AbstractLine):
    """One product of an order, as it stood when the contract was made."""

    status = models.CharField(
        _("state"), max_length=15, choices=LineState, default=LineState.TO_PREPARE
    )
    vat_rate = models.DecimalField(_("VAT rate"), max_digits=4, decimal_places=1, default=0)
    withdrawal_regime = models.CharField(max_length=20, blank=True)
    # The quantity of a day that this line was taken from; empty: of no day's.
    quota = models.ForeignKey(
        "shop_catalogue.DailyQuota",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="order_lines",
    )
    # Name, value, extra price and allergens of what was chosen; the price is in the line's.
    options = models.JSONField(default=list, blank=True)

    class Meta(AbstractLine.Meta):
        pass

    @property
    def choices(self) -> list[str]:
        """Say what was chosen: « Pain : tranché »."""
        return say_frozen(self.options)

    @property
    def withdrawal(self) -> str:
        """Return what the shopper is told of withdrawing from this line."""
        return withdrawal_sentence(self.withdrawal_regime)


from oscar.apps.order.models import *  # noqa: E402  (Oscar's way: own models first)
