"""The account's own pages beside allauth's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.accounts.services import end_other_sessions


@login_required
@require_POST
def end_sessions(request):
    end_other_sessions(user=request.user, request=request)
    messages.success(request, _("You are signed out on every other device."))
    return redirect("mfa_index")
