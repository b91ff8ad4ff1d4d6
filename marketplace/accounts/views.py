"""The account's own pages beside allauth's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.accounts import preferences
from marketplace.accounts.services import end_other_sessions


@login_required
@require_POST
def end_sessions(request):
    end_other_sessions(user=request.user, request=request)
    messages.success(request, _("You are signed out on every other device."))
    return redirect("mfa_index")


@login_required
@require_http_methods(["GET", "POST"])
def mails(request):
    """Choose which mails beside the necessary ones."""
    if request.method == "POST":
        wanted, now = request.POST.getlist("wanted"), timezone.now()
        for kind in preferences.Kind.values:
            preferences.set_preference(
                user=request.user, kind=kind, wanted=kind in wanted, now=now
            )
        messages.success(request, _("Your choices are kept."))
        return redirect("accounts:mails")
    current = preferences.preferences_of(request.user)
    kinds = [(kind, preferences.Kind(kind).label, wanted) for kind, wanted in current.items()]
    return render(request, "accounts/mails.html", {"kinds": kinds})


@csrf_exempt  # mail programs post by themselves (RFC 8058); the address is its own proof
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request, token):
    """End one kind of mail without signing in; looking at the page changes nothing."""
    found = preferences.unsubscription_of(token)
    if found is None:
        raise Http404
    user, kind = found
    if request.method == "POST":
        again = "again" in request.POST
        preferences.set_preference(user=user, kind=kind, wanted=again, now=timezone.now())
    context = {
        "kind": preferences.Kind(kind).label,
        "wanted": preferences.wants(user, kind),
        "token": token,
    }
    return render(request, "accounts/unsubscribe.html", context)
