"""From "we would like to sell here" to admitted or refused, and the mode a shop works in.

Who may open the shop's space is the delicate part, since anybody can type anybody's e-mail:

- who applies while signed in is the owner;
- otherwise the form links nothing and answers the same whether the address has an account or
  not. At admission the shop goes to the account that has *proved* to own the address; where
  no account has it, one is made without a password, and the mail holds the link to choose it;
- an account that uses the address without having proved it may be somebody else's, waiting for
  the shop: it gets nothing. The mail holds a signed link instead, and whoever opens it and
  signs in, with whatever account, becomes the owner, once.

So the shop's space always goes to somebody who reads the applicant's mailbox.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.accounts.services import (
    has_account,
    invite_user,
    password_link,
    verified_user,
)
from marketplace.territories.models import Territory, Town
from marketplace.territories.versions import touch
from shops.exceptions import TooManyApplications, TransitionRefused
from shops.messages import (
    Welcome,
    announce_admission,
    announce_application,
    announce_mode,
    announce_refusal,
)
from shops.models import Shop, ShopMember, ShopTransition

Partner = get_model("partner", "Partner")

MAX_AWAITING_BY_EMAIL = 3
MAX_A_DAY = 50
CLAIM_DAYS = 30
CLAIM_SALT = "shops.claim"
# Slugs that stand where a shop's slug stands in an address: /pro/retrait/…
RESERVED_SLUGS = {"retrait"}


@dataclass(frozen=True, kw_only=True)
class Application:
    """What the form asks for; `email` is the shop's, and the applicant's unless signed in."""

    name: str
    trade: str
    kind: str
    mode: str
    town: Town
    address: str
    postcode: str
    phone: str
    email: str
    first_name: str
    last_name: str


def apply_for_shop(
    *,
    territory: Territory,
    application: Application,
    by: User | None = None,
    now: datetime | None = None,
) -> Shop:
    """Record an application and tell applicant and association.

    Sent twice, it is the same application: nothing is written and nobody is told again.

    Raises:
        TooManyApplications: the address has several that wait, or the day saw too many.
    """
    now = now or timezone.now()
    try:
        return _record_application(territory, application, by, now)
    except IntegrityError:
        # A double click: the other request has just taken the name, so look again.
        return _record_application(territory, application, by, now)


def admit_shop(*, shop: Shop, by: User, now: datetime | None = None) -> None:
    """Admit a shop: it is shown, gets its owner, and is told what comes next.

    What the law asks for may still be missing: until then it is shown without a basket.

    Raises:
        TransitionRefused: somebody decided already.
    """
    with transaction.atomic():
        _decide(shop, Shop.Status.APPROVED, by=by, now=now)
        announce_admission(shop, _hand_over_key(shop))


def refuse_shop(*, shop: Shop, by: User, reason: str, now: datetime | None = None) -> None:
    """Refuse a shop and send the reason.

    Raises:
        TransitionRefused: somebody decided already.
    """
    with transaction.atomic():
        _decide(shop, Shop.Status.REFUSED, by=by, now=now, reason=reason)
        announce_refusal(shop, reason)


def change_mode(*, shop: Shop, mode: str, by: User, now: datetime | None = None) -> None:
    """Make an admitted shop a showcase or let it sell; orders already placed go on.

    The log keeps who did it; the shop is told, except when nothing changes.

    Raises:
        TransitionRefused: the shop is not admitted.
    """
    with transaction.atomic():
        admitted = Shop.objects.filter(pk=shop.pk, status=Shop.Status.APPROVED)
        if not admitted.exists():
            raise TransitionRefused(_("Only an admitted shop has a mode to change."))
        if not admitted.exclude(mode=mode).update(mode=mode):
            return
        shop.refresh_from_db(fields=["mode", "status"])
        log_transition(shop, shop.status, by=by, now=now, reason=shop.get_mode_display())
        touch(shop.territory_id)
        announce_mode(shop)


def shop_to_claim(token: str, *, territory: Territory, by: User) -> Shop | None:
    """Return the shop of a territory that a claim link opens to a person.

    None for a link that is forged, expired or another territory's, and once the shop is
    somebody else's: the link still lies in a mailbox then.
    """
    signer = signing.TimestampSigner(salt=CLAIM_SALT)
    try:
        slug = signer.unsign(token, max_age=timedelta(days=CLAIM_DAYS))
    except signing.BadSignature:
        return None
    others = ShopMember.objects.filter(shop=OuterRef("pk")).exclude(user=by)
    admitted = Shop.objects.in_territory(territory).filter(status=Shop.Status.APPROVED, slug=slug)
    return admitted.filter(~Exists(others)).first()


@transaction.atomic
def claim_shop(*, shop: Shop, by: User) -> None:
    """Make the person who opened the claim link the owner.

    Raises:
        TransitionRefused: the shop has an owner already.
    """
    Shop.objects.select_for_update().get(pk=shop.pk)
    if shop.members.exclude(user=by).exists():
        raise TransitionRefused(_("This shop has an owner already."))
    ShopMember.objects.get_or_create(shop=shop, user=by)


@transaction.atomic
def _record_application(
    territory: Territory, application: Application, by: User | None, now: datetime
) -> Shop:
    email = by.email if by else application.email
    awaiting = Shop.objects.filter(territory=territory, applicant_email__iexact=email)
    same = awaiting.awaiting_decision().filter(name__iexact=application.name).first()
    if same:
        return same
    _check_limits(territory, awaiting.awaiting_decision(), now)
    shop = _create_shop(territory, application, by, email)
    log_transition(shop, Shop.Status.DRAFT, by=by, now=now)
    announce_application(shop)
    return shop


def _check_limits(territory: Territory, awaiting: QuerySet[Shop], now: datetime) -> None:
    """Stop a flood: each application sends a mail to an address that a stranger typed."""
    today = Shop.objects.filter(territory=territory, created_at__gt=now - timedelta(days=1))
    applied = today.exclude(applicant_email="")
    if awaiting.count() >= MAX_AWAITING_BY_EMAIL or applied.count() >= MAX_A_DAY:
        raise TooManyApplications


def _create_shop(
    territory: Territory, application: Application, by: User | None, email: str
) -> Shop:
    slug = _free_slug(application.name, application.town)
    return Shop.objects.create(
        partner=Partner.objects.create(name=application.name, code=slug),
        territory=territory,
        slug=slug,
        status=Shop.Status.SUBMITTED,
        applicant=by,
        applicant_email=email,
        applicant_first_name=application.first_name,
        applicant_last_name=application.last_name,
        **{
            field: getattr(application, field)
            for field in (
                *("name", "trade", "kind", "mode", "town"),
                *("address", "postcode", "phone", "email"),
            )
        },
    )


def _free_slug(name: str, town: Town) -> str:
    """Return an address no shop has: the name, then with the town, then with chance."""
    base = slugify(name)[:35].strip("-") or "commerce"
    for slug in (base, f"{base}-{town.slug}"[:50].strip("-")):
        taken = slug in RESERVED_SLUGS or Partner.objects.filter(code=slug).exists()
        if not taken and not Shop.objects.filter(slug=slug).exists():
            return slug
    return f"{base}-{secrets.token_hex(4)}"


def _decide(shop: Shop, status: str, *, by: User, now: datetime | None, reason: str = "") -> None:
    former = shop.status
    awaiting = Shop.objects.awaiting_decision().filter(pk=shop.pk)
    if not awaiting.update(status=status):
        raise TransitionRefused(_("This application has been decided already."))
    shop.status = status
    log_transition(shop, former, by=by, now=now, reason=reason)
    touch(shop.territory_id)


def log_transition(
    shop: Shop, former: str, *, by: User | None, now: datetime | None, reason: str = ""
) -> None:
    ShopTransition.objects.create(
        shop=shop,
        by=by,
        at=now or timezone.now(),
        from_status=former,
        to_status=shop.status,
        reason=reason,
    )


def _hand_over_key(shop: Shop) -> Welcome:
    """Make the applicant the owner, or give a link that does; see the module's docstring."""
    email = shop.applicant_address
    owner = shop.applicant or verified_user(email)
    if owner:
        ShopMember.objects.get_or_create(shop=shop, user=owner)
    if owner or shop.members.exists():
        return Welcome("sign_in", reverse("shops:pro_shop", args=[shop.slug]))
    if has_account(email):
        token = signing.TimestampSigner(salt=CLAIM_SALT).sign(shop.slug)
        return Welcome("claim", reverse("shops:claim", args=[token]))
    owner = invite_user(
        email=email,
        first_name=shop.applicant_first_name,
        last_name=shop.applicant_last_name,
    )
    ShopMember.objects.create(shop=shop, user=owner)
    return Welcome("password", password_link(owner))
