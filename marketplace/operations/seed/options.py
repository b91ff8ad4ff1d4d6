"""Options of the demo's products, and what its shoppers choose of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from shops.catalogue.options.choosing import Picked
from shops.catalogue.options.model import Kind, Option, OptionValue, options_of
from shops.catalogue.options.services import OptionDraft, save_option

TEXTS = ("Léonie, 14 juin", "Bon anniversaire Papi !", "M. & J., 2026")


def seed_options(product: Any, rows: list[dict[str, Any]]) -> None:
    """Give a new product the options of its file."""
    for row in rows:
        draft = OptionDraft(
            name=row["name"],
            kind=row["kind"],
            required=row.get("required", False),
            at_most=row.get("at_most"),
            extra_price=Decimal(row.get("extra_price", "0")),
            values=[_value(value) for value in row.get("values", [])],
        )
        save_option(product=product, draft=draft)


def pick(product: Any, lot: int) -> Picked:
    """Choose by lot: always what must be chosen, every other time the rest."""
    options = [one for one in options_of(product) if one.required or lot % 2]
    return {option.key: _given(option, lot) for option in options}


def _value(row: dict[str, Any]) -> OptionValue:
    allergens = tuple(row.get("allergens", ()))
    return OptionValue("", row["name"], Decimal(row.get("extra_price", "0")), allergens)


def _given(option: Option, lot: int) -> list[str]:
    if option.kind == Kind.TEXT:
        return [TEXTS[lot % len(TEXTS)]]
    return [option.values[lot % len(option.values)].key]
