"""What the demo's shops keep aside for people who want to see it first, one in each state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from marketplace.operations.seed.orders import put_on_shelf
from marketplace.territories.models import Territory
from pickup.orders.placing.placement import Contact
from pickup.reservations.ending import cancel, mark_came, mark_not_came, release
from pickup.reservations.messages import reference_of
from pickup.reservations.models import Reservation
from pickup.reservations.offers import reservable, set_reservable
from pickup.reservations.reserving import reserve
from shops.catalogue.services import set_available, stockrecord_of
from shops.models import Shop

Product = get_model("catalogue", "Product")

# Who reserved so many days ago, and how it ended.
PLAN = (
    ("Élise Brun", "elise.brun@exemple.example", 0, "kept"),
    ("Bastien Roche", "bastien.roche@exemple.example", 1, "kept"),
    ("Lucie Arnal", "lucie.arnal@exemple.example", 0, "kept"),
    ("Denis Valat", "denis.valat@exemple.example", 3, "bought"),
    ("Odile Fabre", "odile.fabre@exemple.example", 4, "not_bought"),
    ("Karim Lahlou", "karim.lahlou@exemple.example", 6, "not_came"),
    ("Jeanne Pic", "jeanne.pic@exemple.example", 20, "released"),
    ("Simon Astier", "simon.astier@exemple.example", 2, "cancelled"),
)


def seed_reservations(territory: Territory, *, shops: Sequence[Shop], now: datetime) -> None:
    """Let the shops that put goods aside do so, unless the territory has reservations."""
    takers = [shop for shop in shops if shop.sells and shop.pickup_point.takes_reservations]
    if not takers or Reservation.objects.filter(shop__territory=territory).exists():
        return
    for shop in takers:
        set_reservable(products=Product.objects.for_shop(shop), allowed=True)
    for number, wish in enumerate(PLAN):
        with transaction.atomic():
            _fulfil(takers[number % len(takers)], number // len(takers), wish, now)


def _fulfil(shop: Shop, number: int, wish: tuple[str, str, int, str], now: datetime) -> None:
    name, address, days_ago, end = wish
    goods = list(reservable().filter(shop=shop).order_by("pk"))
    product = goods[number * 2 % len(goods)]
    left = stockrecord_of(product).net_stock_level
    put_on_shelf(product, 1, back_again=False)
    at = now - timedelta(days=days_ago, hours=1)
    kept = reserve(product=product, quantity=1, contact=Contact(name, email=address), now=at)
    if end == "kept" and kept.kept_until <= timezone.now():
        end = "released"  # A demo told of a day long ago: what was kept then is over by now.
    if end != "kept":
        _end(kept, end, at=at + timedelta(days=1))
        _count_as_told(kept, at)
    # The shelves stay as the files fill them.
    set_available(product=product, available=left)


def _end(kept: Reservation, end: str, *, at: datetime) -> None:
    owner = kept.shop.members.order_by("pk")[0].user
    if end == "cancelled":
        cancel(reservation=kept, now=at)
    elif end == "released":
        release(reservation=kept, now=kept.kept_until)
    elif end == "not_came":
        mark_not_came(reservation=kept, by=owner, now=at)
    else:
        mark_came(reservation=kept, bought=end == "bought", by=owner, now=at)


def _count_as_told(kept: Reservation, at: datetime) -> None:
    """Take the messages of the past as sent then: nobody is written to about last week."""
    waiting = OutboxMessage.objects.filter(
        reference=reference_of(kept), state=OutboxMessage.State.PENDING
    )
    waiting.update(state=OutboxMessage.State.SENT, attempts=1, sent_at=at, created_at=at)
