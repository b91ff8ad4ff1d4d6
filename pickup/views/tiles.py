"""The goods of a shop as tiles to tap, with what was typed and what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pickup.orders.placing.basket import MAX_QUANTITY
from pickup.orders.placing.order_book import MOST_PRODUCTS, Wish
from pickup.oscar.order.creation import titled
from pickup.views.numbers import whole_number
from shops.catalogue.options.fields import OptionField, fields_of
from shops.catalogue.options.model import options_of

QUANTITY, OPTION, ANYWAY = "q-", "o-", "a-"
# How often one product stands in an order, each time with other options.
MOST_ROWS = 20


@dataclass(frozen=True)
class Tile:
    """One product; `typed` is its number as it was typed, `left` None where it is not counted.

    row: 0, or which of the further tiles of the same product; can_repeat: this is its last.
    """

    product: Any
    options: list[OptionField]
    row: int = 0
    typed: str = ""
    error: str = ""
    can_repeat: bool = False
    anyway: bool = False

    @property
    def key(self) -> str:
        return key_of(self.product.pk, self.row)

    @property
    def name(self) -> str:
        return f"{QUANTITY}{self.key}"

    @property
    def anyway_name(self) -> str:
        return f"{ANYWAY}{self.product.pk}"

    @property
    def next_name(self) -> str:
        return f"{QUANTITY}{key_of(self.product.pk, self.row + 1)}"

    @property
    def title(self) -> str:
        return titled(self.product)

    @property
    def cents(self) -> int:
        return int(self.product.price * 100)

    @property
    def fields(self) -> list[tuple[str, OptionField]]:
        """Return each option with the name of its field, which no other tile has."""
        return [(f"{OPTION}{self.key}-{one.option.key}", one) for one in self.options]


def key_of(product: int, row: int) -> str:
    """Return what tells a tile from all others: a product, and which tile of it."""
    return f"{product}.{row}" if row else str(product)


def tiles_of(
    goods: list[Any],
    data: Any,
    *,
    errors: Mapping[int, str] | None = None,
    of_options: Mapping[tuple[int, int], Mapping[str, str]] | None = None,
    day: date | None = None,
    repeated: int | None = None,
) -> list[Tile]:
    """Return the tiles of goods, those of one product side by side.

    Args:
        day: for which `anyway` was ticked; repeated: a product that gets one more tile.
    """
    tiles = []
    for one in goods:
        options = options_of(one)
        rows = rows_of(one.pk, data, repeated=repeated == one.pk)
        for row in rows:
            wrong = (of_options or {}).get((one.pk, row))
            tiles.append(
                Tile(
                    one,
                    fields_of(options, picked_of(one, data, row), wrong),
                    row=row,
                    typed=data.get(f"{QUANTITY}{key_of(one.pk, row)}", "").replace("\0", "")[:9],
                    error=(errors or {}).get(one.pk, "") if not row else "",
                    can_repeat=bool(options) and row == rows[-1] < MOST_ROWS - 1,
                    anyway=said_anyway(one.pk, data, day),
                )
            )
    return tiles


def rows_of(product: int, data: Any, *, repeated: bool) -> list[int]:
    """Return which tiles a product has: the first, those filled in, one more where asked for."""
    filled = [n for n in range(1, MOST_ROWS) if data.get(f"{QUANTITY}{key_of(product, n)}")]
    rows = [0, *filled]
    return [*rows, rows[-1] + 1] if repeated and rows[-1] < MOST_ROWS - 1 else rows


def picked_of(product: Any, data: Any, row: int = 0) -> dict[str, list[str]]:
    """Return what a form sent of a product's options, by their keys."""
    picked = {
        option.key: data.getlist(f"{OPTION}{key_of(product.pk, row)}-{option.key}")
        for option in options_of(product)
    }
    return {key: given for key, given in picked.items() if given}


def said_anyway(product: int, data: Any, day: date | None) -> bool:
    """Say whether a product was ticked to be taken in spite of all; of one day, not of others."""
    return day is not None and data.get(f"{ANYWAY}{product}") == day.isoformat()


def read_wishes(
    goods: list[Any], data: Any, *, rows: int = 1, day: date | None = None
) -> tuple[list[Wish], dict[int, str]]:
    """Return what is wished of all that was shown, and by product what is no number.

    Args:
        rows: how many tiles a product can have; day: for which the goods are ordered.
    """
    wishes, errors = [], {}
    known = {one.pk: one for one in goods}
    for pk, row, text in typed_numbers(data, rows=rows):
        quantity = whole_number(text)
        if quantity is None or not 0 <= quantity <= MAX_QUANTITY:
            errors[pk] = _("Write a whole number.")
        elif quantity:
            picked = picked_of(known[pk], data, row) if pk in known else {}
            wishes.append(Wish(pk, quantity, picked, row, said_anyway(pk, data, day)))
    return wishes, errors


def typed_numbers(data: Any, *, rows: int = 1) -> Iterator[tuple[int, int, str]]:
    """Yield the products and rows of which a number was typed; a page never shows more."""
    names = [name for name in data if name.startswith(QUANTITY) and data[name].strip()]
    for name in names[:MOST_PRODUCTS]:
        product, _dot, tail = name.removeprefix(QUANTITY).partition(".")
        pk, row = whole_number(product), whole_number(tail or "0")
        if pk and pk > 0 and row is not None and 0 <= row < rows:
            yield pk, row, data[name].strip()
