"""A person's data over all packages: one export, one erasure (GDPR, articles 15, 17 and 20)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.accounts import privacy as accounts
from marketplace.accounts.models import User
from marketplace.accounts.person import Person
from marketplace.notifications import privacy as notifications
from marketplace.notifications.account_mail import plain_mail
from marketplace.notifications.services import enqueue_messages
from marketplace.pages import privacy as pages
from marketplace.territories.models import Territory
from pickup.orders import privacy as orders
from pickup.reservations import privacy as reservations
from pickup.withdrawals import privacy as withdrawals
from shops import privacy as shops
from shops.desk import privacy as desk
from shops.favourites import privacy as favourites

log = structlog.get_logger(__name__)

# The account goes last: the others find theirs by it; the desk finds answers by applications,
# and withdrawals are found by the purchase's address.
PACKAGES = (
    *(withdrawals, reservations, orders, favourites),
    *(desk, shops, pages, notifications, accounts),
)


class ErasureRefused(Exception):
    """Something must end first; `obstacles` says what, in words."""

    def __init__(self, obstacles: list[str]):
        super().__init__("; ".join(obstacles))
        self.obstacles = obstacles


def export_person(person: Person) -> dict[str, Any]:
    """Return all that is held of a person, ready for JSON with Django's encoder."""
    data: dict[str, Any] = {}
    for package in reversed(PACKAGES):
        data |= package.export(person)
    return data


def obstacles_of(person: Person) -> list[str]:
    return [text for package in PACKAGES for text in package.obstacles(person)]


@transaction.atomic
def erase_person(*, person: Person, now: datetime, territory: Territory | None = None) -> None:
    """Erase a person everywhere, and tell the account's address once that it is done.

    What the law keeps stays without the person: orders with their lines and amounts.

    Raises:
        ErasureRefused: an open order, a shop without another owner, an application waits.
    """
    if person.user:
        # Nobody orders with the account while it goes.
        User.objects.select_for_update().get(pk=person.user.pk)
    obstacles = obstacles_of(person)
    if obstacles:
        raise ErasureRefused(obstacles)
    number, address = (person.user.pk, person.user.email) if person.user else (0, "")
    for package in PACKAGES:
        package.erase(person, now)
    if address:
        _tell(address, territory=territory, key=f"erased:{number}", now=now)
    # The number, not the address: the log outlives the person.
    log.info("person_erased", user_id=number)


def _tell(address: str, *, territory: Territory | None, key: str, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        mail = plain_mail(
            recipient=address,
            kind=notifications.FAREWELL,
            key=key,
            territory=territory,
            subject=_("Your account is erased"),
            text=_(
                "Hello,\n\nYour account and your data are erased, as you asked. Shops keep the "
                "lines and amounts of your orders, as the law obliges them to, without your name "
                "or address. This is our last message: your address is forgotten once it has "
                "left."
            ),
        )
    enqueue_messages([mail], now=now)
