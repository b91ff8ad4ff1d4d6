"""What people decide about figures: a call made, numbers published, a letter declined."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.territories.models import Association, Territory
from marketplace.territories.versions import touch
from pickup.figures.models import LetterChoice, ShopCall, Snapshot
from pickup.figures.periods import today
from pickup.figures.stock import catalogue_of
from shops.models import Shop

# A wrong tap can be taken back for as long as nobody has built on it.
UNDO = timedelta(days=1)
SALT = "pickup.figures.letter"


def log_call(
    *, shop: Shop, by: User, reason: str = "", note: str = "", now: datetime | None = None
) -> ShopCall:
    """Write down that a shop was telephoned: it rests for 14 days."""
    at = now or timezone.now()
    return ShopCall.objects.create(shop=shop, by=by, at=at, reason=reason, note=note.strip())


def take_back_call(*, call: ShopCall, by: User, now: datetime | None = None) -> bool:
    """Remove one's own call of the last day, ticked by mistake; return whether it went."""
    since = (now or timezone.now()) - UNDO
    mine = ShopCall.objects.filter(pk=call.pk, by=by, at__gt=since)
    return bool(mine.delete()[0])


def publish_numbers(*, association: Association, public: bool) -> None:
    """Switch the page of open numbers on or off."""
    association.open_numbers = public
    association.save(update_fields=["open_numbers"])
    touch(association.territory_id)


def choose_letter(*, shop: Shop, wanted: bool, now: datetime | None = None) -> None:
    """Send the monthly letter to a shop from now on, or no longer."""
    LetterChoice.objects.update_or_create(
        shop=shop, defaults={"wanted": wanted, "changed_at": now or timezone.now()}
    )


def wants_letter(shop: Shop) -> bool:
    return not LetterChoice.objects.filter(shop=shop, wanted=False).exists()


def letter_token(shop: Shop) -> str:
    """Return what the letter's link holds: it declines this shop's letter and nothing else."""
    return signing.Signer(salt=SALT).sign(str(shop.pk))


def shop_of_letter(token: str, *, territory: Territory) -> Shop | None:
    """Return the shop of a territory whose letter a link declines; None for a forged link."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Shop.objects.in_territory(territory).filter(pk=pk).select_related("territory").first()


@transaction.atomic
def take_snapshot(*, territory: Territory, now: datetime | None = None) -> Snapshot:
    """Keep the state of a territory's catalogue on this day; a second time writes it anew."""
    now = now or timezone.now()
    products, stale = catalogue_of(territory, now=now)
    return Snapshot.objects.update_or_create(
        territory=territory,
        day=today(now, territory.zone),
        defaults={"products": products, "stale": stale},
    )[0]
