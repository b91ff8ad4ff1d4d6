"""The demo's mailbox: what shoppers and shops would have received."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.accounts.totp import current_code

from .mailbox import read_mailbox, read_message


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    if not settings.MAILBOX_DIR:
        raise Http404
    context = {
        "entries": read_mailbox(settings.MAILBOX_DIR),
        "code": settings.DEMO_TOTP_SECRET and current_code(settings.DEMO_TOTP_SECRET),
    }
    return render(request, "notifications/mailbox.html", context)


@require_safe
@never_cache
def mailbox_message(request: HttpRequest, name: str) -> HttpResponse:
    entry = read_message(settings.MAILBOX_DIR, name) if settings.MAILBOX_DIR else None
    if entry is None:
        raise Http404
    return render(request, "notifications/mailbox_message.html", {"entry": entry})
