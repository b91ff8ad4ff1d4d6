"""What a shop was told of withdrawals, and its two ticks; it records no money."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pickup.withdrawals.models import Withdrawal
from pickup.withdrawals.services import mark_refunded, mark_returned
from shops.access import for_shopkeepers

PER_PAGE = 20
TICKS = {"returned": mark_returned, "refunded": mark_refunded}


@require_safe
@for_shopkeepers
def withdrawals(request, shop):
    """List a shop's withdrawals: first those that it has still to refund, soonest due first."""
    mine = Withdrawal.objects.for_shop(shop).with_details().by_urgency()
    context = {
        "shop": shop,
        "page": Paginator(mine, PER_PAGE).get_page(request.GET.get("page")),
        "today": timezone.now().astimezone(shop.zone).date(),
    }
    return render(request, "pickup/pro/withdrawals.html", context)


@require_POST
@for_shopkeepers
def tick(request, shop, pk):
    """Tick, or take back a tick: the goods are back, the person is refunded."""
    found = get_object_or_404(Withdrawal.objects.for_shop(shop).with_details(), pk=pk)
    mark = TICKS.get(request.POST.get("what", ""))
    if mark is None or not found.after_collection:
        raise Http404
    mark(withdrawal=found, done="undo" not in request.POST)
    messages.success(request, _("Noted for %(name)s.") % {"name": found.name})
    return redirect("pickup:pro_withdrawals", shop.slug)
