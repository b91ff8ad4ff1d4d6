"""What a shop keeps aside for people who come to see it; it records no sale."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pickup.reservations.ending import mark_came, mark_not_came
from pickup.reservations.exceptions import ReservationEnded
from pickup.reservations.expiry import sweep
from pickup.reservations.models import Reservation
from shops.access import for_shopkeepers

ENDS = {
    "bought": partial(mark_came, bought=True),
    "not_bought": partial(mark_came, bought=False),
    "not_came": mark_not_came,
}
ENDED_SHOWN = 20


@require_safe
@for_shopkeepers
def reservations(request, shop):
    """List what is kept, the soonest to end first, then the last that ended."""
    mine = Reservation.objects.for_shop(shop)
    sweep(mine)
    context = {
        "shop": shop,
        "kept": mine.kept().with_details().order_by("kept_until", "pk"),
        "ended": mine.filter(ended_at__isnull=False)
        .with_details()
        .order_by("-ended_at", "-pk")[:ENDED_SHOWN],
        "code": request.GET.get("code", "")[:20],
    }
    return render(request, "pickup/pro/reservations.html", context)


@require_POST
@for_shopkeepers
def end(request, shop, pk):
    """Note that somebody came, and bought or not, or did not come."""
    found = get_object_or_404(Reservation.objects.for_shop(shop).with_details(), pk=pk)
    how = ENDS.get(request.POST.get("what", ""))
    if how is None:
        raise Http404
    try:
        how(reservation=found, by=request.user)
    except ReservationEnded as ended:
        messages.error(request, str(ended))
    else:
        messages.success(request, _("Noted for %(name)s.") % {"name": found.name})
    return redirect("pickup:pro_reservations", shop.slug)
