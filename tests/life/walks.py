"""Each way of an order, walked on purpose: where chance does not lead, these do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from pickup.orders.acceptance import accept_order, refuse_order
from pickup.orders.changes.adding import add_products
from pickup.orders.counter.absence import collect_late, mark_not_collected
from pickup.orders.counter.undo import undo_handover
from pickup.orders.expiry import sweep_all
from pickup.orders.holds import confirm_purchase
from pickup.orders.placing.order_book import Wish
from pickup.orders.transitions import (
    cancel_by_shop,
    cancel_by_shopper,
    collect_order,
    mark_ready,
)
from pickup.slots.models import PickupPoint
from pickup.withdrawals.services import Declarant, withdraw
from tests.factories import make_order
from tests.life.world import World, check, seen

DORA = Declarant(name="Dora", email="dora@example.org")


@dataclass
class Walk:
    """One order, led step by step; the books are looked at after each."""

    world: World
    clock: Any
    order: Any = None
    states: list[str] = field(default_factory=list)

    def begin(self, *, manual: bool = False, held: bool = False) -> None:
        shop = self.world.bakery
        points = PickupPoint.objects.filter(shop=shop)
        points.update(acceptance="manual" if manual else "automatic", guests_confirm_by_mail=held)
        [later] = self.world.slots(shop)[-1:]
        self.order = make_order(self.world.goods[0], quantity=2, slot=later)
        self._look()

    def step(self, name: str) -> None:
        STEPS[name](self)
        self._look()

    def do(self, service: Callable, **facts) -> None:
        service(order=seen(self.order), **facts)

    def by_alice(self, service: Callable) -> None:
        self.do(service, by=self.world.alice)

    def confirm(self) -> None:
        assert confirm_purchase(purchase=self.order.purchase, now=timezone.now()) == []

    def half_an_hour_passes(self) -> None:
        self.clock.shift(timedelta(minutes=31))
        sweep_all()

    def nobody_comes(self) -> None:
        self.clock.move_to(self.order.slot.end)
        self.by_alice(mark_not_collected)

    def add(self) -> None:
        """Add more of the same, and what is made so many a day; whose word is awaited stays."""
        wishes = [Wish(one.pk, 1) for one in self.world.goods[:2]]
        self.do(add_products, wishes=wishes, key=uuid4())

    def withdraw(self) -> None:
        lines = self.order.lines.values_list("pk", flat=True)
        self.do(withdraw, lines=list(lines), declarant=DORA)

    def _look(self) -> None:
        check()
        self.order.refresh_from_db()
        self.states.append(self.order.status)


STEPS: dict[str, Callable[[Walk], None]] = {
    "accept": lambda walk: walk.by_alice(accept_order),
    "add": Walk.add,
    "refuse": lambda walk: walk.by_alice(refuse_order),
    "confirm": Walk.confirm,
    "wait": Walk.half_an_hour_passes,
    "ready": lambda walk: walk.by_alice(mark_ready),
    "hand over": lambda walk: walk.by_alice(collect_order),
    "undo": lambda walk: walk.by_alice(undo_handover),
    "miss": Walk.nobody_comes,
    "come late": lambda walk: walk.by_alice(collect_late),
    "shopper cancels": lambda walk: walk.do(cancel_by_shopper),
    "shop cancels": lambda walk: walk.by_alice(cancel_by_shop),
    "withdraw": Walk.withdraw,
}

# How an order begins, the steps, and the states that it is in from its first on.
WALKS: list[tuple[dict[str, bool], str, str]] = [
    ({"manual": True}, "add; accept; add", "placed placed accepted accepted"),
    ({"manual": True}, "refuse", "placed refused"),
    ({"manual": True}, "shopper cancels", "placed cancelled_by_shopper"),
    ({"manual": True}, "withdraw", "placed withdrawn"),
    ({"held": True}, "wait", "placed expired"),
    ({"held": True}, "add; wait; confirm", "placed placed expired accepted"),
    ({"held": True, "manual": True}, "confirm; accept", "placed placed accepted"),
    ({}, "shopper cancels", "accepted cancelled_by_shopper"),
    ({}, "add; add; shop cancels", "accepted accepted accepted cancelled_by_shop"),
    ({}, "withdraw", "accepted withdrawn"),
    ({}, "miss", "accepted no_show"),
    ({}, "add; hand over; undo; hand over", "accepted accepted collected accepted collected"),
    ({}, "hand over; withdraw", "accepted collected withdrawn"),
    ({}, "ready; shopper cancels", "accepted ready cancelled_by_shopper"),
    ({}, "ready; shop cancels", "accepted ready cancelled_by_shop"),
    ({}, "ready; withdraw", "accepted ready withdrawn"),
    ({}, "ready; hand over; undo", "accepted ready collected ready"),
    (
        {},
        "ready; miss; come late; undo; come late",
        "accepted ready no_show collected no_show collected",
    ),
]
