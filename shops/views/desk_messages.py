"""Messages of the territory: sent, waiting, failed. Never what they say: links open things."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.notifications.exceptions import StillUnderWay
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.queries import of_territory
from marketplace.notifications.services import resend_message
from shops.access import for_association
from shops.desk.outbox_words import say_error, say_kind

PER_PAGE = 40
STATES = {"envoyes": "sent", "en-attente": "pending", "echecs": "failed"}
# What the page shows, and nothing else is read.
SHOWN_FIELDS = (
    *("pk", "channel", "recipient", "subject", "kind", "reference", "state", "attempts"),
    *("created_at", "sent_at", "next_attempt_at", "last_error", "resent_at", "resent_by"),
)


@require_safe
@for_association
def desk_messages(request, association):
    chosen = request.GET.get("etat", "")
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    rows = of_territory(association.territory)
    counts = rows.order_by().aggregate(
        **{key: Count("pk", filter=Q(state=state)) for key, state in counted()}
    )
    if chosen in STATES:
        rows = rows.filter(state=STATES[chosen])
    if words:
        rows = rows.filter(Q(recipient__icontains=words) | Q(reference__iexact=words))
    page = Paginator(rows.select_related("resent_by").only(*SHOWN_FIELDS), PER_PAGE).get_page(
        request.GET.get("page")
    )
    for message in page:
        message.kind_words, message.error_words = say_kind(message.kind), say_error(message)
    context = {
        "association": association,
        "page": page,
        "chosen": chosen if chosen in STATES else "",
        "words": words,
        "counts": counts,
    }
    return render(request, "shops/association/messages.html", context)


def counted() -> list[tuple[str, str]]:
    return [("sent", "sent"), ("waiting", "pending"), ("failed", "failed")]


@require_POST
@for_association
def desk_message_resend(request, association, pk):
    message = get_object_or_404(OutboxMessage, territory=association.territory, pk=pk)
    try:
        resend_message(message=message, by=request.user)
    except StillUnderWay:
        messages.error(request, _("This message is sent, or on its way already."))
    else:
        messages.success(request, _("It is on its way once more."))
    return redirect("shops:desk_messages")
