"""The fields in which a shopper chooses, with what was typed and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.legal.allergens import describe_allergens
from shops.catalogue.options.choosing import Picked
from shops.catalogue.options.model import MAX_TEXT, Kind, Option, OptionValue

# What a form calls an option; see `picked_of`.
PREFIX = "option-"


@dataclass(frozen=True)
class Row:
    """A value to tick. Nothing is ticked beforehand: what costs more must be asked for
    (C. conso. L121-17)."""

    value: OptionValue
    checked: bool

    @property
    def allergens(self) -> str:
        return describe_allergens(self.value.allergens) if self.value.allergens else ""


@dataclass(frozen=True)
class OptionField:
    option: Option
    rows: list[Row]
    text: str = ""
    error: str = ""
    max_text: int = MAX_TEXT

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.option.key}"

    @property
    def is_text(self) -> bool:
        return self.option.kind == Kind.TEXT

    @property
    def is_one(self) -> bool:
        return self.option.kind == Kind.ONE

    @property
    def none_checked(self) -> bool:
        return not any(row.checked for row in self.rows)


def fields_of(
    options: Iterable[Option],
    picked: Picked | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[OptionField]:
    """Return the fields of options, filled with what was picked."""
    return [
        _field(option, (picked or {}).get(option.key, ()), (errors or {}).get(option.key, ""))
        for option in options
    ]


def picked_of(data: Any) -> dict[str, list[str]]:
    """Return what a form sent, by option's key."""
    names = [name for name in data if name.startswith(PREFIX)]
    return {name.removeprefix(PREFIX): data.getlist(name) for name in names}


def _field(option: Option, given: Any, error: str) -> OptionField:
    rows = [Row(value, value.key in given) for value in option.values]
    text = next(iter(given), "").replace("\0", "") if option.kind == Kind.TEXT else ""
    return OptionField(option, rows, text, error)
