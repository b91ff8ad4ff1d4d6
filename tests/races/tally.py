"""What all forced meetings of a run come to: sold too much, kept back for nobody, deadlocked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marketplace.operations import audit
from pickup.orders import invariants as orders
from pickup.slots import invariants as slots
from shops.catalogue import invariants as catalogue


@dataclass
class Tally:
    """`over`: beyond a limit; `under`: there, wanted, and not sold; both counted in rows."""

    races: int = 0
    over: int = 0
    under: int = 0
    deadlocks: int = 0
    # A negative control breaks things on purpose: it is none of these.
    paused: bool = False

    def count(self, results: list[Any]) -> None:
        """Count one meeting, and look at what it left in the books."""
        if self.paused:
            return
        self.races += 1
        self.deadlocks += sum(is_deadlock(result) for result in results)
        self.over += len([*slots.check(), *catalogue.check()])
        self.under += len(list(orders.check()))

    def exactly(self, served: int, there: int) -> None:
        """Count and refuse a rush that sold more or fewer than there were."""
        self.over += max(0, served - there)
        self.under += max(0, there - served)
        assert served == there

    def __str__(self) -> str:
        found = f"{self.over} over, {self.under} under, {self.deadlocks} deadlocks"
        return f"{self.races} forced races: {found}"


def is_deadlock(result: Any) -> bool:
    causes = (result, getattr(result, "__cause__", None))
    return any(isinstance(one, Exception) and "deadlock" in str(one) for one in causes)


def books_are_right() -> bool:
    return not list(audit.broken_invariants())


TALLY = Tally()
