"""A second factor for people who decide over others: asked before their spaces open.

A session of a person with a second factor has passed it: allauth asks at every way in, and the
sessions from before the factor end when it is added (see `keep_only_this_session`).
"""

from __future__ import annotations

from functools import wraps

from allauth.mfa.models import Authenticator
from django.shortcuts import redirect

from marketplace.accounts.services import end_other_sessions
from marketplace.territories.models import AssociationMember

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where the person was going, kept in the session while a factor is added.
WANTED = "second_factor_next"


def has_second_factor(user) -> bool:
    """Tell whether signing in takes more than one thing; recovery codes alone do not count."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()


def needs_second_factor(user) -> bool:
    """Tell whether the person has a role at an association, edits pages or operates the site."""
    if not user.is_authenticated:
        return False
    return (
        user.is_superuser
        or AssociationMember.objects.filter(user=user).exists()
        or user.has_perm("wagtailadmin.access_admin")
    )


def lacks_second_factor(user) -> bool:
    """Tell whether a role asks for what the person has not; one query where they have it."""
    if not user.is_authenticated or has_second_factor(user):
        return False
    return needs_second_factor(user)


def ask_for_second_factor(request):
    """Lead to the page that offers one, and remember where the person was going."""
    if request.method == "GET":
        request.session[WANTED] = request.get_full_path()
    return redirect("mfa_index")


def with_second_factor(view):
    """Open a view to people of these roles only once they have a second factor.

    Who has no role passes: whether they may enter is the view's own matter.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if lacks_second_factor(request.user):
            return ask_for_second_factor(request)
        request.session.pop(WANTED, None)
        return view(request, *args, **kwargs)

    return guarded


def keep_only_this_session(sender, request, user, authenticator, **kwargs):
    """End sessions that began without the factor just added; allauth tells by a signal."""
    if authenticator.type in SECOND_FACTORS:
        end_other_sessions(user=user, request=request)
