"""A shop's own team, its journal, and taking an invitation."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.accounts.services import has_account, password_link
from shops.access import for_owners, for_shopkeepers
from shops.desk.forms import StaffInvitationForm
from shops.desk.models import ActingSession, Invitation
from shops.desk.team import (
    accept_invitation,
    invitation_of,
    remove_member,
    withdraw_invitation,
)
from shops.exceptions import LinkExpired, TransitionRefused
from shops.models import ShopMember
from shops.views.association import answer, refusal_said
from shops.views.desk_team import send_invitation

PER_PAGE = 20


@for_owners
def team(request, shop):
    form = StaffInvitationForm(request.POST or None)
    if send_invitation(request, form, shop.territory, shop=shop):
        return redirect("shops:pro_team", shop.slug)
    context = {
        "shop": shop,
        "form": form,
        "members": shop.members.select_related("user").order_by("role", "pk"),
        "invitations": shop.invitations.open(timezone.now()),
    }
    return answer(request, "shops/pro/team.html", context)


@require_POST
@for_owners
def team_remove(request, shop, pk):
    """Take somebody out of the team, or oneself out of the shop; other owners are the desk's."""
    within_reach = shop.members.filter(Q(role=ShopMember.Role.STAFF) | Q(user=request.user))
    member = get_object_or_404(within_reach.select_related("user"), pk=pk)
    with refusal_said(request):
        remove_member(member=member)
        done = _("%(person)s no longer works in this shop.") % {"person": member.user}
        messages.success(request, done)
    left = member.user_id == request.user.pk and member.pk is None
    return redirect("pickup:pro_home") if left else redirect("shops:pro_team", shop.slug)


@require_POST
@for_owners
def team_withdraw(request, shop, pk):
    withdraw_invitation(invitation=get_object_or_404(shop.invitations, pk=pk))
    messages.success(request, _("The invitation is withdrawn: its link opens nothing."))
    return redirect("shops:pro_team", shop.slug)


@require_safe
@for_shopkeepers
def journal(request, shop):
    """Show the shop what the association did in its name, and what became of its state."""
    sessions = ActingSession.objects.for_shop(shop).select_related("by")
    sessions = sessions.prefetch_related("entries")
    context = {
        "shop": shop,
        "page": Paginator(sessions, PER_PAGE).get_page(request.GET.get("page")),
        "now": timezone.now(),
        "transitions": shop.transitions.select_related("by").order_by("-at", "-pk")[:PER_PAGE],
    }
    return render(request, "shops/pro/journal.html", context)


@never_cache
def invitation(request, token):
    roles = set(Invitation.Role) - {Invitation.Role.EDITOR}
    return let_in(request, token, roles=roles, accept=accept_invitation, space=space_of)


def space_of(invitation) -> str:
    """Return the address where somebody who has just joined begins."""
    if invitation.shop is None:
        return reverse("shops:desk")
    return reverse("shops:pro_products", args=[invitation.shop.slug])


def let_in(request, token, *, roles, accept, space):
    """Let the reader of an invited mailbox in: with their account, or with a new one.

    `accept` is the service that lets somebody of these roles in; `space` says where they go then.
    """
    try:
        found = invitation_of(token)
    except LinkExpired:
        return render(request, "shops/link_closed.html", status=410)
    if found is None or found.territory_id != request.territory.pk or found.role not in roles:
        raise Http404
    person = request.user if request.user.is_authenticated else None
    if person is None and has_account(found.email):
        return redirect(f"{reverse('account_login')}?next={quote(request.path)}")
    if request.method != "POST":
        return render(request, "shops/invitation.html", {"invitation": found})
    try:
        joined = accept(invitation=found, by=person)
    except TransitionRefused:
        return render(request, "shops/link_closed.html", status=410)
    return redirect(password_link(joined) if person is None else space(found))
