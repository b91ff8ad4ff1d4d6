"""The goods of a shop as tiles to tap, with what was typed and what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pickup.orders.placing.basket import MAX_QUANTITY
from pickup.orders.placing.order_book import MOST_PRODUCTS, Wish
from pickup.oscar.order.creation import titled
from pickup.views.basket import whole_number
from shops.catalogue.options.fields import OptionField, fields_of
from shops.catalogue.options.model import options_of

QUANTITY, OPTION = "q-", "o-"


@dataclass(frozen=True)
class Tile:
    """One product; `typed` is its number as it was typed, `left` None where it is not counted."""

    product: Any
    options: list[OptionField]
    typed: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return f"{QUANTITY}{self.product.pk}"

    @property
    def title(self) -> str:
        return titled(self.product)

    @property
    def cents(self) -> int:
        return int(self.product.price * 100)

    @property
    def fields(self) -> list[tuple[str, OptionField]]:
        """Return each option with the name of its field, which no other product has."""
        return [(f"{OPTION}{self.product.pk}-{one.option.key}", one) for one in self.options]


def tiles_of(
    goods: list[Any],
    data: Any,
    *,
    errors: Mapping[int, str] | None = None,
    of_options: Mapping[int, Mapping[str, str]] | None = None,
) -> list[Tile]:
    return [
        Tile(
            one,
            fields_of(options_of(one), picked_of(one, data), (of_options or {}).get(one.pk)),
            typed=data.get(f"{QUANTITY}{one.pk}", "").replace("\0", "")[:9],
            error=(errors or {}).get(one.pk, ""),
        )
        for one in goods
    ]


def picked_of(product: Any, data: Any) -> dict[str, list[str]]:
    """Return what a form sent of a product's options, by their keys."""
    picked = {
        option.key: data.getlist(f"{OPTION}{product.pk}-{option.key}")
        for option in options_of(product)
    }
    return {key: given for key, given in picked.items() if given}


def read_wishes(goods: list[Any], data: Any) -> tuple[list[Wish], dict[int, str]]:
    """Return what is wished of all that was shown, and by product what is no number."""
    wishes, errors = [], {}
    known = {one.pk: one for one in goods}
    for pk, text in typed_numbers(data):
        quantity = whole_number(text)
        if quantity is None or not 0 <= quantity <= MAX_QUANTITY:
            errors[pk] = _("Write a whole number.")
        elif quantity:
            picked = picked_of(known[pk], data) if pk in known else {}
            wishes.append(Wish(pk, quantity, picked))
    return wishes, errors


def typed_numbers(data: Any) -> Iterator[tuple[int, str]]:
    """Yield the products of which a number was typed; a page never shows more."""
    names = [name for name in data if name.startswith(QUANTITY)][:MOST_PRODUCTS]
    for name in names:
        pk, text = whole_number(name.removeprefix(QUANTITY)), data[name].strip()
        if pk and pk > 0 and text:
            yield pk, text
