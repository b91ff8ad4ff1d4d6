"""Which reservations: a shop's, those that hold units, those whose time is over."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from pickup.reservations.states import State

if TYPE_CHECKING:
    from shops.models import Shop


class ReservationQuerySet(QuerySet[Any]):
    def for_shop(self, shop: Shop) -> ReservationQuerySet:
        return self.filter(shop=shop)

    def kept(self) -> ReservationQuerySet:
        """Return those that hold units."""
        return self.filter(state=State.KEPT)

    def overdue(self, now: datetime) -> ReservationQuerySet:
        return self.kept().filter(kept_until__lte=now)

    def of_contact(self, *, email: str, phone: str) -> ReservationQuerySet:
        """Return those made with an address, in whatever letters, or with a number."""
        mine = Q()
        if email:
            mine |= Q(address=email.lower())
        if phone:
            mine |= Q(phone=phone)
        return self.alias(address=Lower("email")).filter(mine) if mine else self.none()

    def with_details(self) -> ReservationQuerySet:
        return self.select_related("product__parent", "shop__territory", "shop__town")
