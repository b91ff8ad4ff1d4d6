"""Which orders: a shop's day, one by its code, one by its number."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

from pickup.orders.models import NOBODY, OrderTransition, Purchase
from pickup.orders.states import EXPECTED_STATES, OPEN_STATES, OrderState
from pickup.slots.services import slots_out_of_hours

if TYPE_CHECKING:
    from shops.models import Shop

# How long a hand-over can be undone: time to see a wrong tap, not to change one's mind.
UNDO_FOR = timedelta(minutes=5)


class OrderQuerySet(models.QuerySet):
    def for_shop(self, shop: Shop) -> OrderQuerySet:
        return self.filter(shop=shop)

    def open(self) -> OrderQuerySet:
        """Return orders whose goods are still held for somebody."""
        return self.filter(status__in=OPEN_STATES)

    def collected_on(self, day: date, *, shop: Shop) -> OrderQuerySet:
        """Return a shop's orders whose slot starts on a wall date of its zone."""
        return self.filter(shop=shop, slot__day=day)

    def count_by_day(self, *, since: date) -> models.QuerySet:
        """Return each day of collection from one on with how many of these orders it has."""
        coming = self.filter(slot__day__gte=since).order_by("slot__day")
        return coming.values_list("slot__day").annotate(n=models.Count("pk"))

    def not_come_before(self, day: date, *, shop: Shop) -> OrderQuerySet:
        """Return a shop's open orders of earlier days: somebody has not come."""
        return self.for_shop(shop).open().filter(slot__day__lt=day)

    def expected(self) -> OrderQuerySet:
        """Return orders that somebody is to collect."""
        return self.filter(status__in=EXPECTED_STATES)

    def to_answer(self, *, shop: Shop) -> OrderQuerySet:
        """Return orders that wait for a shop's yes or no."""
        return self.for_shop(shop).filter(status=OrderState.PLACED, hold_expires_at=None)

    def overdue(self, now: datetime) -> OrderQuerySet:
        """Return orders whose time to be confirmed or answered is over."""
        silent = Q(answer_until__lte=now) | Q(slot__start__lte=now)
        late = Q(hold_expires_at__lte=now) | Q(silent, hold_expires_at=None)
        return self.filter(late, status=OrderState.PLACED)

    def unseen(self) -> OrderQuerySet:
        """Return orders that wait for a shop's hands and that nobody there has looked at."""
        waiting = Q(status=OrderState.ACCEPTED)
        waiting |= Q(status=OrderState.PLACED, hold_expires_at=None)
        # What the shop noted down itself, it knows.
        return self.filter(waiting, seen_at=None).exclude(source__in=("telephone", "counter"))

    def given_up_since(self, since: datetime, *, shop: Shop) -> OrderQuerySet:
        """Return a shop's orders that were not collected and sold again; who comes is served."""
        return self.for_shop(shop).filter(status=OrderState.NO_SHOW, released_at__gte=since)

    def reached_as(self, purchase: Purchase) -> OrderQuerySet:
        """Return the orders of whoever left this e-mail address or telephone number."""
        same = Q(pk__in=[])
        if purchase.email and purchase.email != NOBODY:
            same |= Q(purchase__email__iexact=purchase.email)
        if purchase.phone:
            same |= Q(purchase__phone=purchase.phone)
        return self.filter(same)

    def just_handed_over(self, *, shop: Shop, now: datetime) -> OrderQuerySet:
        """Return a shop's orders whose hand-over can still be undone."""
        recent = OrderTransition.objects.filter(
            to_status=OrderState.COLLECTED, at__gte=now - UNDO_FOR, order__shop=shop
        )
        return self.for_shop(shop).filter(
            status=OrderState.COLLECTED, pk__in=recent.values("order")
        )

    def last_handed_over_first(self) -> OrderQuerySet:
        """Put on top what a wrong tap has just done."""
        handed_over = Q(transitions__to_status=OrderState.COLLECTED)
        last = models.Max("transitions__at", filter=handed_over)
        return self.annotate(handed_over_at=last).order_by("-handed_over_at", "-pk")

    def out_of_hours(self, *, shop: Shop) -> OrderQuerySet:
        """Return a shop's open orders at times to come that its hours do not know any more."""
        slots = slots_out_of_hours(point=shop.pickup_point)
        return self.for_shop(shop).open().filter(slot__in=slots).order_by("slot__start", "pk")

    def with_details(self) -> OrderQuerySet:
        """Load what an order's page or row shows, whatever the number of orders."""
        lines = apps.get_model("order", "Line").objects.select_related("appointment")
        return self.select_related(
            "purchase__territory__site", "slot", "shop__territory", "shop__town"
        ).prefetch_related(models.Prefetch("lines", lines))
