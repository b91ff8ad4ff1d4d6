"""What is added to an order: more of a line that it has on the same terms, or a line of its own.

More of a service takes another chair at the same time; another service waits until the order is
done with the chair.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from pickup.orders.legal import frozen_line
from pickup.orders.placing.availability import PER_DAY
from pickup.orders.placing.basket import ShopPart
from pickup.orders.service_times.sequence import appointment_for, arrange, ends_of, held_in
from pickup.oscar.order.creation import weighing_terms
from shops.catalogue.resources import Stretch

# Of the facts of a line, those that follow from how many there are, or from what it comes after.
OF_ITS_PLACE = {"quantity", "at_most", "begins_after"}


def join(order: Any, part: ShopPart) -> None:
    """Put onto each line of a part the appointment that it is to have, and what it `joins`.

    That is a line of the order with what the contract froze of it; None: it is another line.
    """
    lines = sorted(order.lines.all(), key=attrgetter("pk"))
    agreed = list(zip(lines, order.legal_snapshot["lines"], strict=True))
    for wished in part.lines:
        wished.joins = next((pair for pair in agreed if _is_alike(*pair, wished)), None)
    own = [wished for wished in part.lines if not wished.joins]
    arrange(own, part.chosen_slot.start, after=ends_of(held_in(lines)))
    for wished in (wished for wished in part.lines if wished.joins):
        wished.appointment = _beside(wished, part)


def _beside(wished: Any, part: ShopPart) -> Any:
    """Return an appointment at the time of the line that is joined; None: no service."""
    line, _agreed = wished.joins
    service = getattr(wished.product, "service_terms", None)
    if service is None:
        return None
    shift = line.appointment.shift_minutes
    more = Stretch(service.resource, service.duration_minutes, wished.quantity, shift)
    return appointment_for(more, part.chosen_slot.start)


def stretch_of(product: Any, order: Any) -> Stretch | None:
    """Return what an order would take with one more unit of a product; None: no service."""
    service = getattr(product, "service_terms", None)
    if service is None:
        return None
    lines = order.lines.all()
    same = (line for line in lines if line.product_id == product.pk and not line.options)
    joined = next((line.appointment for line in same if _lasts_alike(line, product)), None)
    if joined:
        units, shift = joined.units + 1, joined.shift_minutes
    else:
        units, shift = 1, ends_of(held_in(lines)).get(service.resource_id, 0)
    return Stretch(service.resource, service.duration_minutes, units, shift)


def _is_alike(line: Any, agreed: dict[str, Any], wished: Any) -> bool:
    """Say whether a line holds the same on the same terms: options, price, text, day's quantity.

    At today's price or work, what was agreed at another is another line.
    """
    tolerance = weighing_terms(wished.product, wished.stockrecord).get("weight_tolerance")
    # What an order has of a day's quantity is of its own day, wherever it was moved.
    of_day = wished.stockrecord.mode == PER_DAY
    held = (
        line.stockrecord_id,
        bool(line.quota_id),
        line.unit_price_excl_tax,
        line.weight_tolerance,
        line.unit_work,
    )
    product = wished.product
    asked = (
        wished.stockrecord_id,
        of_day,
        wished.unit_price_excl_tax,
        tolerance,
        product.preparation_weight,
    )
    same = held == asked and _unplaced(agreed) == _unplaced(frozen_line(wished))
    return same and _lasts_alike(line, product)


def _lasts_alike(line: Any, product: Any) -> bool:
    """Say whether both take the same chair for as long, or none."""
    mine = getattr(line, "appointment", None)
    service = getattr(product, "service_terms", None)
    held = mine and (mine.resource_id, mine.minutes)
    return held == (service and (service.resource_id, service.duration_minutes))


def _unplaced(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if name not in OF_ITS_PLACE}
