"""What is forgotten by itself, and when (GDPR, article 5; CNIL's periods, docs/adr/0010)."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.accounts.person import person_of
from marketplace.images.unused import delete_unused
from marketplace.notifications.account_mail import plain_mail
from marketplace.notifications.privacy import forget_old
from marketplace.notifications.services import enqueue_messages
from marketplace.operations.privacy import ErasureRefused, erase_person
from marketplace.operations.whereabouts import territory_of
from marketplace.territories.addresses import absolute
from pickup.orders.models import Addition, HandOver, WrongCode
from pickup.reservations.privacy import forget_ended
from pickup.withdrawals.models import WrongLookup
from shops.catalogue import pictures as product_pictures
from shops.news import pictures as news_pictures
from shops.photo_forms import KEPT_FOR

Basket = get_model("basket", "Basket")
BasketLine = get_model("basket", "Line")
log = structlog.get_logger(__name__)

ABANDONED_BASKET = timedelta(days=60)
WRONG_CODE = timedelta(days=30)
ENDED_RESERVATION = timedelta(days=30)
MESSAGE_WORDS = timedelta(days=365)
INACTIVE = timedelta(days=2 * 365)
WARNING = timedelta(days=30)
# A form that was refused may come back with its photo for so long; a day is kept in hand.
UNUSED_PICTURE = timedelta(seconds=KEPT_FOR) + timedelta(days=1)
# One night's work: the next nights go on.
ACCOUNTS_A_NIGHT = 200
PICTURES_A_NIGHT = 100


def purge(*, now: datetime) -> dict[str, int]:
    """Forget what has had its time; returns how many of each. May run twice without harm."""
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "baskets": _abandoned_baskets(now).delete()[0],
        "wrong codes": WrongCode.objects.filter(at__lt=now - WRONG_CODE).delete()[0],
        "hand-overs of screens": HandOver.objects.filter(at__lt=now - WRONG_CODE).delete()[0],
        "additions to orders": _additions_of_old(now).delete()[0],
        "wrong look-ups": WrongLookup.objects.filter(at__lt=now - WRONG_CODE).delete()[0],
        "reservations": forget_ended(before=now - ENDED_RESERVATION),
        "messages": forget_old(before=now - MESSAGE_WORDS),
        "warned": warn_inactive(now=now),
        "erased": erase_inactive(now=now),
        # Last: a storage that fails must not keep the rest from being forgotten.
        "pictures": delete_unused_pictures(now=now),
    }


def _additions_of_old(now: datetime) -> QuerySet[Addition]:
    """Return those of orders to which nothing can be added any more: no page can be sent twice."""
    return Addition.objects.filter(order__cancel_until__lt=now - WRONG_CODE)


def inactive_since(limit: datetime) -> QuerySet[User]:
    """Return people who have not signed in since; operators of the site are left alone."""
    seen = Coalesce("last_login", "date_joined")
    people = User.objects.filter(is_superuser=False, is_staff=False)
    return people.annotate(seen=seen).filter(seen__lt=limit)


def warn_inactive(*, now: datetime) -> int:
    """Tell who has not come for two years less a month that the account will be erased."""
    never = Q(inactivity_warned_at=None) | Q(inactivity_warned_at__lt=F("seen"))
    people = inactive_since(now - INACTIVE + WARNING).filter(never)[:ACCOUNTS_A_NIGHT]
    for user in list(people):
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(inactivity_warned_at=now)
            _warn(user, now=now)
    return len(people)


def erase_inactive(*, now: datetime) -> int:
    """Erase who was warned a month ago and has not come since; skip who still has ties."""
    people = inactive_since(now - INACTIVE).filter(
        inactivity_warned_at__gte=F("seen"), inactivity_warned_at__lte=now - WARNING
    )
    erased = 0
    for user in people.order_by("inactivity_warned_at")[:ACCOUNTS_A_NIGHT]:
        try:
            erase_person(person=person_of(user), now=now)
        except ErasureRefused:
            log.info("inactive_person_kept", user_id=user.pk)
        else:
            erased += 1
    return erased


def delete_unused_pictures(*, now: datetime) -> int:
    """Delete photos of forms that were refused, then left; returns how many."""
    deleted = 0
    for kind in (product_pictures, news_pictures):
        deleted += delete_unused(
            folder=kind.FOLDER,
            used_among=kind.used_among,
            before=now - UNUSED_PICTURE,
            limit=PICTURES_A_NIGHT - deleted,
        )
    return deleted


def _abandoned_baskets(now: datetime) -> QuerySet:
    limit = now - ABANDONED_BASKET
    recent = BasketLine.objects.filter(basket=OuterRef("pk"), date_created__gte=limit)
    old = Basket.objects.filter(purchase=None, date_created__lt=limit)
    return old.filter(~Exists(recent))


def _warn(user: User, *, now: datetime) -> None:
    territory = territory_of(user)
    address = absolute("/", territory) if territory else settings.SITE_URL
    with translation.override(settings.LANGUAGE_CODE):
        mail = plain_mail(
            recipient=user.email,
            kind="account_inactive",
            key=f"inactive:{user.pk}:{now:%Y%m%d}",
            territory=territory,
            subject=_("Your account will be erased in a month"),
            text=_(
                "Hello,\n\nYou have not signed in for almost two years. To keep your account, "
                "sign in within a month: %(address)s\n\nWithout a sign from you it is erased, "
                "and your favourites with it."
            )
            % {"address": address},
        )
    enqueue_messages([mail], now=now)
