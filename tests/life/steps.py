"""What every step of a life has at hand."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition

from tests.life.world import REFUSALS, Order, World, check, seen, ways_gone

# Which of some things: the machine takes the remainder, so that any number names one.
WHICH = st.integers(0, 11)
FEW = st.integers(1, 3)
BOOL = st.booleans()


def one_of(things, which: int) -> Any:
    found = list(things)
    return found[which % len(found)] if found else None


def tried(service, **facts) -> Any:
    """Call a service as a view does: a refusal undoes what it began, and is no fault."""
    with suppress(*REFUSALS), transaction.atomic():
        return service(**facts)


def when(*states: str):
    """Take a step only while an order is in one of some states."""
    return precondition(lambda life: not life.states.isdisjoint(states))


class Steps(RuleBasedStateMachine):
    """One world and its orders, rolled back at the end; `world` and `clock` are given."""

    world: World
    clock: Any
    ways: set[tuple[str, str]]

    def __init__(self):
        super().__init__()
        self.began = self.swept = timezone.now()
        self.states: set[str] = set()
        self.baskets: list[Any] = []
        self.purchases: list[Any] = []
        # As screens that stand open saw them: they are acted on all the same.
        self.former: dict[int, Any] = {}
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self):
        self.ways |= ways_gone()
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        self.clock.move_to(self.began)

    @invariant()
    def the_books_are_right(self):
        check()
        self.states = set(Order.objects.values_list("status", flat=True))

    def order(self, which: int, *states: str, stale: bool = False) -> Any:
        """Return an order, of those in some states while there is one, as it is or was."""
        orders = Order.objects.order_by("pk")
        found = one_of(orders.filter(status__in=states) or orders, which)
        if found is None:
            return None
        now = seen(found)
        before = self.former.get(found.pk, now)
        self.former[found.pk] = now
        return before if stale else now

    def act(self, service, order, **facts) -> Any:
        return order and tried(service, order=order, **facts)
