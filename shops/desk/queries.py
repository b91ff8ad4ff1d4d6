"""Which sessions, statements and invitations still count."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.territories.models import Territory
    from shops.models import Shop

INVITATION_DAYS = 30


class ActingQuerySet(models.QuerySet):
    def running(self, now: datetime) -> ActingQuerySet:
        return self.filter(ended_at=None, expires_at__gt=now)

    def by_desk_member(self, user: User) -> ActingQuerySet:
        """Return a person's sessions, as long as they work at the desk of the shop's territory."""
        at_home = Q(shop__territory__association__members__user=F("by"))
        return self.filter(at_home, by=user)

    def due_to_end(self, now: datetime) -> ActingQuerySet:
        return self.filter(ended_at=None, expires_at__lte=now)

    def for_shop(self, shop: Shop) -> ActingQuerySet:
        return self.filter(shop=shop)


class StatementQuerySet(models.QuerySet):
    def announced_closures(self) -> StatementQuerySet:
        """Return closings told to the shop and not carried out yet."""
        return self.filter(kind="closure", done_at=None, withdrawn_at=None)

    def due(self, now: datetime) -> StatementQuerySet:
        return self.announced_closures().filter(effective_at__lte=now)

    def in_territory(self, territory: Territory) -> StatementQuerySet:
        return self.filter(shop__territory=territory)


class InvitationQuerySet(models.QuerySet):
    def open(self, now: datetime) -> InvitationQuerySet:
        """Return invitations that can still be accepted."""
        since = now - timedelta(days=INVITATION_DAYS)
        return self.filter(accepted_at=None, withdrawn_at=None, at__gt=since)

    def to_desk_of(self, territory: Territory) -> InvitationQuerySet:
        return self.filter(territory=territory, role="desk")

    def to_pages_of(self, territory: Territory) -> InvitationQuerySet:
        return self.filter(territory=territory, role="editor")
