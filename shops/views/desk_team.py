"""People at the desk's hand: those of a shop, those of the desk itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.territories.models import AssociationMember
from shops.access import for_association
from shops.desk.forms import DeskInvitationForm, ShopInvitationForm
from shops.desk.models import Invitation
from shops.desk.team import (
    change_role,
    invite,
    remove_from_desk,
    remove_member,
    withdraw_invitation,
)
from shops.exceptions import TooManyInvitations
from shops.models import ShopMember
from shops.views.association import answer, refusal_said, shop_of


@for_association
def desk_people(request, association, slug):
    """The people of a shop, and inviting another."""
    shop = shop_of(association, slug)
    form = ShopInvitationForm(request.POST or None)
    if send_invitation(request, form, association.territory, shop=shop):
        return redirect("shops:desk_people", slug)
    context = {
        "association": association,
        "shop": shop,
        "form": form,
        "members": shop.members.select_related("user").order_by("role", "pk"),
        "invitations": shop.invitations.open(timezone.now()),
        "roles": ShopMember.Role.choices,
    }
    return answer(request, "shops/association/people.html", context)


@require_POST
@for_association
def desk_person_role(request, association, slug, pk):
    member = member_of(association, slug, pk)
    role = request.POST.get("role", "")
    if role not in ShopMember.Role.values:
        raise Http404
    with refusal_said(request):
        change_role(member=member, role=role)
        messages.success(request, _("Saved."))
    return redirect("shops:desk_people", slug)


@require_POST
@for_association
def desk_person_remove(request, association, slug, pk):
    member = member_of(association, slug, pk)
    with refusal_said(request):
        remove_member(member=member)
        done = _("%(person)s no longer works in this shop.") % {"person": member.user}
        messages.success(request, done)
    return redirect("shops:desk_people", slug)


@for_association
def desk_team(request, association):
    """Who works at the desk."""
    form = DeskInvitationForm(request.POST or None)
    if send_invitation(request, form, association.territory):
        return redirect("shops:desk_team")
    invitations = Invitation.objects.to_desk_of(association.territory).open(timezone.now())
    context = {
        "association": association,
        "form": form,
        "members": association.members.select_related("user").order_by("pk"),
        "invitations": invitations,
    }
    return answer(request, "shops/association/team.html", context)


@require_POST
@for_association
def desk_team_remove(request, association, pk):
    member = get_object_or_404(AssociationMember, association=association, pk=pk)
    with refusal_said(request):
        remove_from_desk(member=member)
        done = _("%(person)s no longer works at the desk.") % {"person": member.user}
        messages.success(request, done)
    mine = member.user_id == request.user.pk
    left = mine and not association.members.filter(user=request.user).exists()
    return redirect("wagtail_serve", "") if left else redirect("shops:desk_team")


@require_POST
@for_association
def desk_invitation_withdraw(request, association, pk):
    """Make the link of an invitation void, a shop's or one of the desk's own."""
    invitations = Invitation.objects.filter(territory=association.territory)
    invitation = get_object_or_404(invitations.select_related("shop"), pk=pk)
    withdraw_invitation(invitation=invitation)
    messages.success(request, _("The invitation is withdrawn: its link opens nothing."))
    if invitation.shop:
        return redirect("shops:desk_people", invitation.shop.slug)
    to_edit = invitation.role == Invitation.Role.EDITOR
    return redirect("pages:editors" if to_edit else "shops:desk_team")


def send_invitation(request, form, territory, *, shop=None) -> bool:
    """Send what a form asks for; say beside it what prevents that."""
    if not form.is_valid():
        return False
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    try:
        invite(territory=territory, email=email, role=role, by=request.user, shop=shop)
    except TooManyInvitations:
        form.add_error("email", _("Many invitations wait already: withdraw some first."))
        return False
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
    return True


def member_of(association, slug, pk) -> ShopMember:
    shop = shop_of(association, slug)
    return get_object_or_404(shop.members.select_related("user"), pk=pk)
