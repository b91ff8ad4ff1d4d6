"""What is ordered in the demo, day by day: a plan that is the same whenever it is drawn.

Chance is drawn from the day and the shop's name, so that a second seeding wants the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from marketplace.accounts.models import User
from marketplace.operations.seed.guests import AHEAD, SAME_DAY
from marketplace.operations.seed.people import BUSY_SHOP
from marketplace.operations.seed.shops import HISTORY_DAYS
from pickup.orders.placing.placement import Contact
from pickup.orders.states import OrderState
from shops.models import Shop

# Of a hundred orders that are over, so many were cancelled by the shopper, by the shop.
GIVEN_UP, REFUSED = 6, 3
# How many of a hundred past days bring an order, from each kind of guests.
BUSY, QUIET = 60, 8
# Dora, who signs in, orders in two shops at once every so many days.
REGULAR_EVERY = 9
# Shops where somebody has to say yes to an order, and what becomes of it without.
ASKING_SHOPS = {
    "salaisons-de-la-grange-haute": OrderState.REFUSED,
    "la-filature-du-plateau": OrderState.EXPIRED,
}
NO_EVERY = 5
# So many days ago somebody did not come, and the shop gave the order up.
NOT_COLLECTED_BEFORE = 4
TODAY = (
    OrderState.COLLECTED,
    OrderState.READY,
    OrderState.ACCEPTED,
    OrderState.CANCELLED_BY_SHOPPER,
    OrderState.CANCELLED_BY_SHOP,
)


@dataclass(frozen=True)
class Wish:
    """One basket: whose, for which day and shops, how far it has come, and its lot (chance)."""

    day: date
    today: bool
    shops: tuple[Shop, ...]
    contact: Contact
    state: OrderState
    lot: int
    user: User | None = None


def days_to_fill(today: date) -> list[date]:
    """Return the past weeks, today and tomorrow."""
    return [today + timedelta(days=offset) for offset in range(-HISTORY_DAYS, 2)]


def wishes_of_guests(shop: Shop, day: date, *, today: date, ahead: bool) -> Iterator[Wish]:
    """Yield what guests want of a shop on a day; `ahead` says which guests."""
    chance = Random(f"{day}:{shop.slug}:{ahead}")
    busy = shop.slug == BUSY_SHOP
    states = _states(chance, busy=busy, day=day, today=today, ahead=ahead)
    if ahead and shop.slug in ASKING_SHOPS:
        states = _states_where_asked(ASKING_SHOPS[shop.slug], states, day=day, today=today)
    guests = chance.sample(AHEAD if ahead else SAME_DAY, k=len(states))
    for guest, state in zip(guests, states, strict=True):
        yield Wish(day, day == today, (shop,), guest, state, chance.randrange(1000))


def wishes_of_regular(
    user: User, shops: Sequence[Shop], day: date, *, today: date
) -> Iterator[Wish]:
    """Yield what somebody with an account orders in two shops: often, today and tomorrow."""
    past = day < today
    if len(shops) < 2 or (past and day.toordinal() % REGULAR_EVERY):
        return
    chance = Random(f"{day}:{user.email}")
    contact = Contact(user.get_full_name(), email=user.email, phone=user.phone)
    first = [shop for shop in shops if shop.slug == BUSY_SHOP] or [chance.choice(shops)]
    others = [shop for shop in shops if shop not in first]
    state = OrderState.COLLECTED if past else OrderState.ACCEPTED
    both = (*first, chance.choice(others))
    yield Wish(day, day == today, both, contact, state, chance.randrange(1000), user)


def _states(
    chance: Random, *, busy: bool, day: date, today: date, ahead: bool
) -> list[OrderState]:
    """Say how far each order of a day is; most of the days that are over had none."""
    if day >= today:
        return _states_to_come(busy=busy, is_today=day == today, ahead=ahead)
    if busy and ahead and day == today - timedelta(days=1):
        # Somebody has not come: it still waits on the shelf.
        return [OrderState.READY]
    if busy and ahead and day == today - timedelta(days=NOT_COLLECTED_BEFORE):
        return [OrderState.NO_SHOW]
    return [_outcome(chance)] if chance.randrange(100) < (BUSY if busy else QUIET) else []


def _states_to_come(*, busy: bool, is_today: bool, ahead: bool) -> list[OrderState]:
    if not ahead:
        return list(TODAY) if busy and is_today else []
    return [OrderState.ACCEPTED] * (3 if busy else 1)


def _states_where_asked(
    no: OrderState, states: list[OrderState], *, day: date, today: date
) -> list[OrderState]:
    """Change the orders of a shop where somebody has to say yes: some got none, one waits."""
    if day < today:
        return [no] if day.toordinal() % NO_EVERY == 0 else states
    return [OrderState.PLACED] * len(states) if day > today else states


def _outcome(chance: Random) -> OrderState:
    drawn = chance.randrange(100)
    if drawn < GIVEN_UP:
        return OrderState.CANCELLED_BY_SHOPPER
    if drawn < GIVEN_UP + REFUSED:
        return OrderState.CANCELLED_BY_SHOP
    return OrderState.COLLECTED
