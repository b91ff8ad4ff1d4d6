"""The association's desk: what waits for a decision today, and where the rest is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.queries import of_territory
from shops.access import for_association
from shops.desk.models import ActingSession, Statement
from shops.exceptions import ShopError
from shops.models import Shop
from shops.reports.models import Report

SHOWN = 8


@require_safe
@for_association
def desk(request, association):
    territory = association.territory
    reports = Report.objects.in_territory(territory).open().select_related("shop", "product")
    closures = Statement.objects.in_territory(territory).announced_closures()
    acting = ActingSession.objects.running(timezone.now()).by_desk_member(request.user)
    failed = of_territory(territory).filter(state=OutboxMessage.State.FAILED)
    context = {
        "association": association,
        "applications": applications_of(association)[:SHOWN],
        "reports": reports[:SHOWN],
        "closures": closures.select_related("shop").order_by("effective_at")[:SHOWN],
        "acting": acting.select_related("shop").first(),
        "failed": failed.count(),
    }
    return render(request, "shops/association/desk.html", context)


def applications_of(association) -> QuerySet[Shop]:
    return shops_of(association).awaiting_decision().order_by("created_at", "pk")


def shops_of(association) -> QuerySet[Shop]:
    return Shop.objects.in_territory(association.territory).select_related("town", "territory")


def shop_of(association, slug) -> Shop:
    """Return a shop of this territory; another's answers like one that does not exist."""
    return get_object_or_404(shops_of(association), slug=slug)


@contextmanager
def refusal_said(request) -> Iterator[None]:
    """Say why something is no longer possible: somebody else was quicker."""
    try:
        yield
    except ShopError as refused:
        messages.error(request, str(refused))


def answer(request, template, context):
    """Show a form; one that was refused is no success for programs either."""
    refused = context["form"].errors
    return render(request, template, context, status=422 if refused else 200)
