"""Oscar's order: one shop's contract, with its slot, its code and its legal snapshot."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder

from marketplace.legal.withdrawal import withdrawal_sentence
from pickup.orders.codes import spaced
from pickup.orders.lines.due import LineAsDue, Progress, progress_of
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
    # Not collected in time: until when the message told that the goods are kept.
    kept_until = models.DateTimeField(null=True, blank=True)
    collected_by_name = models.CharField(_("who collects instead"), max_length=100, blank=True)
    # What is to be paid at collection, TTC: the sum of what its lines have come to since. Oscar's
    # totals stay what was agreed on when ordering.
    due_incl_tax = models.DecimalField(
        _("to be paid at collection"), max_digits=12, decimal_places=2
    )
    # When the shop's people first had it before their eyes (pickup.orders.counter.seeing).
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
    def is_typed_by_shop(self) -> bool:
        return self.source in (self.Source.TELEPHONE, self.Source.COUNTER)

    @property
    def slot_is_over(self) -> bool:
        return self.slot.end <= timezone.now()

    @property
    def spaced_code(self) -> str:
        """Return the code in pairs, to read aloud: « T4 R9 WB »."""
        return spaced(self.code)

    @property
    def progress(self) -> Progress:
        """Return how many of its lines are prepared; read from the lines that are loaded."""
        return progress_of(self.lines.all())

    @property
    def awaits_answer(self) -> bool:
        """Say whether the shopper is asked about a line; read from the lines that are loaded."""
        return any(line.awaits_answer for line in self.lines.all())

    @property
    def due_is_estimate(self) -> bool:
        """Say whether the scales have still to speak; read from the lines that are loaded."""
        return any(line.is_estimate for line in self.lines.all())


class Line(LineAsDue, AbstractLine):
    """One product of an order: as the contract has it, and what it comes to now."""

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
    # Units and price TTC as they are now: after a shortage, a substitute, the scales. The stock
    # record of the line is that of these units. Oscar's quantity and prices are the contract's.
    due_quantity = models.PositiveIntegerField()
    due_incl_tax = models.DecimalField(max_digits=12, decimal_places=2)
    # Work to prepare one unit, as the order's slot was booked; the product's own may change.
    unit_work = models.PositiveSmallIntegerField(default=0)
    substitute = models.ForeignKey(
        "catalogue.Product", models.PROTECT, null=True, blank=True, related_name="+"
    )
    substitute_title = models.CharField(max_length=255, blank=True)
    # A question to the shopper is open: see pickup.orders.models.LineAdjustment.
    awaits_answer = models.BooleanField(default=False)
    # Sold by weight, as agreed: grams and price TTC of one portion, how much more (%) it may come
    # to without a question; null for what is not weighed. Then what the scales said of them all.
    portion_grams = models.PositiveIntegerField(null=True, blank=True)
    portion_price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    weight_tolerance = models.PositiveSmallIntegerField(null=True, blank=True)
    weighed_grams = models.PositiveIntegerField(null=True, blank=True)

    class Meta(AbstractLine.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(due_incl_tax__gte=0), name="order_line_due_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(
                    portion_grams=None,
                    portion_price=None,
                    weight_tolerance=None,
                    weighed_grams=None,
                )
                | Q(portion_grams__gt=0, portion_price__gt=0, weight_tolerance__isnull=False),
                name="order_line_weighed_has_portion",
            ),
        ]

    @property
    def choices(self) -> list[str]:
        """Say what was chosen of what the line holds now: « Pain : tranché ».

        Nothing of a substitute; `options` stay those of what was ordered.
        """
        return [] if self.substitute_id else say_frozen(self.options)

    @property
    def withdrawal(self) -> str:
        """Return what the shopper is told of withdrawing from this line."""
        return withdrawal_sentence(self.withdrawal_regime)


from oscar.apps.order.models import *  # noqa: E402  (Oscar's way: own models first)
