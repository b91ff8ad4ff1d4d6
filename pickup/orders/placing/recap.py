"""What somebody read before they ordered, summed up so that they order nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pickup.exceptions import RecapChanged
from pickup.orders.placing.basket import ShopPart
from pickup.orders.placing.weighed_basket import at_most_of
from pickup.orders.service_times.words import say_own_start


def fingerprint(parts: Iterable[ShopPart]) -> str:
    """Sum up what a recap shows, so that nobody orders what they have not read."""
    shown = [
        (
            *(line.pk, line.quantity, str(line.unit_price_incl_tax), *line.choice.words),
            str(at_most_of(line)),
            part.slot and (part.slot.pk, say_own_start(line, part.shop.zone)),
        )
        for part in parts
        for line in part.lines
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def refuse_unread(parts: Iterable[ShopPart], shown: str | None) -> None:
    """Hold what is about to be written against what was shown; None: nobody read a recap.

    Raises:
        RecapChanged: a price, a quantity, a choice or a time is another one by now.
    """
    if shown is not None and shown != fingerprint(parts):
        raise RecapChanged
