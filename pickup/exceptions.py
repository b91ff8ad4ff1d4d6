"""What can go wrong between a basket and its hand-over."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


class PickupError(Exception):
    """Base of this package's refusals."""


class SlotUnavailable(PickupError):
    """The slot is full, closed, past, or beyond its cut-off."""


class SlotsRefused(PickupError):
    """Slots that cannot be: `field` says which answer of the form to mend."""

    def __init__(self, field: str, reason: str):
        self.field = field
        super().__init__(reason)


class TransitionRefused(PickupError):
    """An order cannot go from its status to the one asked for."""


class TooLate(TransitionRefused):
    """The cut-off of the order's slot has passed."""


class Unsettled(TransitionRefused):
    """Something of an order is open: a question, a weight. Its page is where it is settled."""


class TooSoon(TransitionRefused):
    """The order's slot is not over."""


class ImplausibleWeight(PickupError):
    """A weight that cannot be: none, or a hundred times too much or too little."""


class FarWeight(PickupError):
    """A weight far from what was ordered, to be confirmed; `grams`, and `price` TTC in euros."""

    def __init__(self, *, grams: int, price: Decimal):
        self.grams, self.price = grams, price
        super().__init__()


class AboveMaximum(PickupError):
    """A line comes to more than was announced; `price` and `at_most` are TTC, in euros."""

    def __init__(self, *, price: Decimal, at_most: Decimal):
        self.price, self.at_most = price, at_most
        super().__init__()


class WrongCode(PickupError):
    """No open order of this shop has this code."""


class TooManyAttempts(PickupError):
    """Too many wrong codes; `minutes` says how long to wait."""

    def __init__(self, minutes: int):
        self.minutes = minutes
        super().__init__()


class MessageRefused(PickupError):
    """A message about an order that cannot be sent, in words for who wrote it."""


@dataclass(frozen=True)
class Problem:
    """One reason why a basket cannot be ordered as it is: which shop, which line, what to do."""

    kind: str
    shop: Any
    line: Any = None
    message: str = ""


class PlacementRefused(PickupError):
    """Nothing was placed; `problems` says which lines or slots stand in the way."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("; ".join(problem.message for problem in problems))


class RecapChanged(PickupError):
    """What is about to be ordered is not what was read before the button was pressed."""


class BasketUnusable(PickupError):
    """The basket is empty, or was given up for another one."""
