"""Who works in a shop or at the desk: invited by a link, changed, removed, never the last one.

An invitation goes to a mailbox and tells nothing of whether an account exists. Who opens the
link reads that mailbox: signed in, they join with their account; without an account one is made
whose address counts as proved. Editors of the pages are invited in the same way; their rights
are the pages' matter, which stand above (`marketplace.pages.services`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.accounts.services import has_account, invite_user
from marketplace.territories.models import Association, AssociationMember, Territory
from shops.desk.messages import announce_invitation
from shops.desk.models import Invitation
from shops.desk.queries import INVITATION_DAYS
from shops.exceptions import LastOwner, LinkExpired, TooManyInvitations, TransitionRefused
from shops.models import Shop, ShopMember

SALT = "shops.invitation"
# An invitation is a mail to an address that somebody typed.
MAX_OPEN = 20
Role = Invitation.Role


@transaction.atomic
def invite(
    *,
    territory: Territory,
    email: str,
    role: str,
    by: User,
    shop: Shop | None = None,
    now: datetime | None = None,
) -> None:
    """Send an invitation; sent again to the same address, the former link is void.

    Raises:
        TooManyInvitations: `MAX_OPEN` wait already.
    """
    now = now or timezone.now()
    waiting = Invitation.objects.open(now).filter(territory=territory, shop=shop)
    if shop is None:
        waiting = waiting.filter(role=role)
    waiting.filter(email__iexact=email).update(withdrawn_at=now)
    if waiting.count() >= MAX_OPEN:
        raise TooManyInvitations
    invitation = Invitation.objects.create(
        territory=territory, shop=shop, role=role, email=email, by=by, at=now
    )
    announce_invitation(invitation, link_to(invitation), now=now)


def withdraw_invitation(*, invitation: Invitation, now: datetime | None = None) -> None:
    open_one = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    open_one.update(withdrawn_at=now or timezone.now())


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, by: User | None, now: datetime | None = None
) -> User:
    """Let a person in, with an account made for the address where `by` is None; return them.

    An editor has no rights by this alone: see `marketplace.pages.services.accept_editing`.

    Raises:
        TransitionRefused: accepted or withdrawn in between, or the address has an account,
            which must sign in.
    """
    now = now or timezone.now()
    if not Invitation.objects.open(now).filter(pk=invitation.pk).update(accepted_at=now):
        raise TransitionRefused(_("This invitation has been used already."))
    person = by or _account_for(invitation.email)
    if invitation.role == Role.DESK:
        association = invitation.territory.association
        AssociationMember.objects.get_or_create(association=association, user=person)
    elif invitation.shop:
        _join(invitation.shop, person, invitation.role)
    return person


def link_to(invitation: Invitation) -> str:
    """Return the path of an invitation; give it to nobody but the mailbox it is for."""
    token = signing.TimestampSigner(salt=SALT).sign(str(invitation.pk))
    to_edit = invitation.role == Role.EDITOR
    return reverse("pages:invitation" if to_edit else "shops:invitation", args=[token])


def invitation_of(token: str, *, now: datetime | None = None) -> Invitation | None:
    """Return the invitation that a link opens; None for a forged link.

    Raises:
        LinkExpired: too old, used or withdrawn.
    """
    signer = signing.TimestampSigner(salt=SALT)
    try:
        pk = signer.unsign(token, max_age=timedelta(days=INVITATION_DAYS))
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except signing.BadSignature:
        return None
    waiting = Invitation.objects.open(now or timezone.now()).filter(pk=pk)
    found = waiting.select_related("shop", "territory__association", "by").first()
    if found is None:
        raise LinkExpired
    return found


@transaction.atomic
def change_role(*, member: ShopMember, role: str) -> None:
    """Make a person of the shop an owner or one of the team.

    Raises:
        LastOwner: the shop would have none.
    """
    if role != ShopMember.Role.OWNER:
        _keep_an_owner(member)
    ShopMember.objects.filter(pk=member.pk).update(role=role)


@transaction.atomic
def remove_member(*, member: ShopMember) -> None:
    """Take a person out of a shop; what they did there keeps their name.

    Raises:
        LastOwner: the shop would have nobody who runs it.
    """
    _keep_an_owner(member)
    member.delete()


@transaction.atomic
def remove_from_desk(*, member: AssociationMember) -> None:
    """Take a person out of the desk.

    Raises:
        LastOwner: nobody would be left.
    """
    # Two people who remove each other at once wait for each other here.
    Association.objects.select_for_update().get(pk=member.association_id)
    others = AssociationMember.objects.filter(association=member.association_id)
    if not others.exclude(pk=member.pk).exists():
        raise LastOwner(_("Somebody must stay at the desk: invite another person first."))
    member.delete()


def _keep_an_owner(member: ShopMember) -> None:
    Shop.objects.select_for_update().get(pk=member.shop_id)
    owners = ShopMember.objects.filter(shop=member.shop_id, role=ShopMember.Role.OWNER)
    if not owners.exclude(pk=member.pk).exists():
        raise LastOwner(_("A shop needs an owner: make somebody else an owner first."))


def _join(shop: Shop, person: User, role: str) -> None:
    """Add a person; who is an owner already stays one."""
    member, new = ShopMember.objects.get_or_create(shop=shop, user=person, defaults={"role": role})
    if not new and role == Role.OWNER:
        ShopMember.objects.filter(pk=member.pk).update(role=role)


def _account_for(email: str) -> User:
    if has_account(email):
        raise TransitionRefused(_("This address has an account: sign in with it."))
    person = invite_user(email=email)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
