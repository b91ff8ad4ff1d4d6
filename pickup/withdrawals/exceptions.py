"""Why a withdrawal is not taken."""

from __future__ import annotations

from pickup.exceptions import PickupError


class NothingChosen(PickupError):
    """No line of this order was named."""


class WithdrawalRefused(PickupError):
    """A line has no right of withdrawal, or has it no longer; the words say why."""


class AlreadyWithdrawn(PickupError):
    """All lines named were withdrawn before, by a double click as a rule."""


class OrderNotFound(PickupError):
    """No order has this number and this address; which of both is wrong is not told."""
