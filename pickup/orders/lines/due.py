"""What a line has come to since it was ordered, in the words that pages and messages use."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from marketplace.money import price_at_most, price_of_weight, price_per_kg
from pickup.orders.states import GONE, LineState, OrderState


class Progress(NamedTuple):
    """How many of an order's lines are prepared; those taken out do not count."""

    ready: int
    count: int

    @property
    def is_part(self) -> bool:
        return 0 < self.ready < self.count

    @property
    def is_whole(self) -> bool:
        return self.ready == self.count


def progress_of(lines: Iterable[Any]) -> Progress:
    states = [line.status for line in lines if line.status not in GONE]
    return Progress(states.count(LineState.READY), len(states))


class LineAsDue:
    """What an order's line says of itself; its fields are in pickup.oscar.order.models."""

    order: Any
    title: str
    status: str
    quantity: int
    due_quantity: int
    substitute_id: int | None
    substitute_title: str
    unit_price_incl_tax: Decimal
    line_price_incl_tax: Decimal
    due_incl_tax: Decimal
    portion_grams: int | None
    portion_price: Decimal
    weight_tolerance: int
    weighed_grams: int | None
    awaits_answer: bool

    @property
    def due_title(self) -> str:
        return self.substitute_title or self.title

    @property
    def is_removed(self) -> bool:
        """Say whether nobody waits for the line any more: taken out, or withdrawn from."""
        return self.status in GONE

    @property
    def is_ready(self) -> bool:
        return self.status == LineState.READY

    @property
    def is_begun(self) -> bool:
        """Say whether the shop has it in hand: prepared, weighed, less of it, or asked about."""
        is_weighed = self.weighed_grams is not None
        return self.status != LineState.TO_PREPARE or self.awaits_answer or is_weighed

    @property
    def is_changed(self) -> bool:
        agreed = (self.quantity, self.line_price_incl_tax, None)
        return (self.due_quantity, self.due_incl_tax, self.substitute_id) != agreed

    @property
    def resting_state(self) -> LineState:
        """Return the state of a line that is not prepared yet: what has happened to it so far."""
        if self.substitute_id:
            return LineState.SUBSTITUTED
        short = self.due_quantity < self.quantity
        return LineState.SHORT if short else LineState.TO_PREPARE

    @property
    def is_weighed(self) -> bool:
        """Say whether the scales decide on the price."""
        return self.portion_grams is not None and not self.is_removed

    @property
    def is_unweighed(self) -> bool:
        return self.is_weighed and self.weighed_grams is None

    @property
    def is_estimate(self) -> bool:
        """Say whether the scales have still to speak: what was handed over has its price."""
        return self.is_unweighed and self.order.status != OrderState.COLLECTED

    @property
    def per_kg(self) -> Decimal:
        return price_per_kg(self.portion_price, self.portion_grams or 1)

    @property
    def estimated_grams(self) -> int:
        return (self.portion_grams or 0) * self.due_quantity

    @property
    def estimate(self) -> Decimal:
        """Return what the line's units would cost as ordered, TTC."""
        return self.unit_price_incl_tax * self.due_quantity

    @property
    def at_most(self) -> Decimal:
        """Return what a weighed line may come to without a question; extras are not weighed."""
        portions = self.portion_price * self.due_quantity
        return price_at_most(portions, self.weight_tolerance) + self._extras

    def price_at(self, grams: int) -> Decimal:
        """Return what the line costs at a true weight, TTC."""
        return price_of_weight(self.per_kg, grams) + self._extras

    @property
    def _extras(self) -> Decimal:
        """What was ordered beside the portions themselves: their wrapping, say."""
        return (self.unit_price_incl_tax - self.portion_price) * self.due_quantity
