"""Why something is not put aside, or not any more."""

from __future__ import annotations

from pickup.exceptions import PickupError


class ReservationRefused(PickupError):
    """Nothing was put aside; the words say why."""


class ReservationEnded(PickupError):
    """The reservation ended before, by another hand or by the clock."""
