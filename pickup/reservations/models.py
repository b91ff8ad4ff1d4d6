"""Goods put aside for somebody who wants to see them first; nothing is bought by it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pickup.orders.codes import spaced
from pickup.reservations.queries import ReservationQuerySet
from pickup.reservations.states import State

MAX_QUANTITY = 5


class Reservation(models.Model):
    """Some units of one product that a shop keeps a while; a sale is made there, or not."""

    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="reservations")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="reservations")
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    code = models.CharField(_("code"), max_length=10)
    created_at = models.DateTimeField()
    kept_until = models.DateTimeField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.KEPT)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Whether who came bought it: the units left with them, or went back on the shelf.
    bought = models.BooleanField(null=True, blank=True)

    objects = ReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["kept_until", "pk"]
        constraints = [
            models.UniqueConstraint(
                "shop", "code", condition=Q(state=State.KEPT), name="reservations_code_once_a_shop"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MAX_QUANTITY),
                name="reservations_few_units",
            ),
            # Somebody must be told; what was forgotten after its end names nobody.
            models.CheckConstraint(
                condition=~Q(state=State.KEPT) | ~Q(email="") | ~Q(phone=""),
                name="reservations_kept_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.KEPT, ended_at=None)
                | (~Q(state=State.KEPT) & Q(ended_at__isnull=False)),
                name="reservations_ended_once",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CAME, bought__isnull=False)
                | (~Q(state=State.CAME) & Q(bought=None)),
                name="reservations_bought_if_came",
            ),
        ]
        indexes = [
            models.Index(
                fields=["shop", "kept_until"],
                condition=Q(state=State.KEPT),
                name="reservations_kept_by_shop",
            ),
            models.Index(
                fields=["product"], condition=Q(state=State.KEPT), name="reservations_kept_units"
            ),
        ]

    def __str__(self):
        return f"{self.code}, {self.name}"

    @property
    def title(self) -> str:
        """Return the product's title, a variant's after its parent's."""
        parent = self.product.parent if self.product.parent_id else None
        return f"{parent.title}, {self.product.title}" if parent else str(self.product.title)

    @property
    def spaced_code(self) -> str:
        return spaced(self.code)

    @property
    def is_kept(self) -> bool:
        return self.state == State.KEPT


class ReservationStep(models.Model):
    """Who moved a reservation, when and how; rows are never changed."""

    reservation = models.ForeignKey(Reservation, models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    # Nobody: the shopper, or the clock.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    from_state = models.CharField(max_length=10, choices=State, blank=True)
    to_state = models.CharField(max_length=10, choices=State)

    class Meta:
        verbose_name = _("step of a reservation")
        verbose_name_plural = _("steps of reservations")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.reservation_id}: {self.from_state} > {self.to_state}"
