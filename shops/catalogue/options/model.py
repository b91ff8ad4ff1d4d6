"""What a shopper may choose of a product, as it stands in one column of the product.

Not rows of their own: a product's page and a basket of ten lines show their options at no
query, and a change of several values is one UPDATE. Keys are drawn once and never come back,
so that a basket tells a value that was renamed from one that is gone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MAX_OPTIONS = 8
MAX_VALUES = 20
MAX_NAME = 60
# « gravure, 80 signes »
MAX_TEXT = 80


class Kind(TextChoices):
    ONE = "one", _("one of these values")
    SOME = "some", _("several of these values")
    TEXT = "text", _("words of their own")


@dataclass(frozen=True)
class OptionValue:
    """One value; `extra_price` TTC, in euros; `allergens` are added to the product's."""

    key: str
    name: str
    extra_price: Decimal = Decimal(0)
    allergens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """A choice; `extra_price` is that of a text, and `at_most` holds for several values."""

    key: str
    name: str
    kind: str
    required: bool = False
    at_most: int | None = None
    extra_price: Decimal = Decimal(0)
    values: tuple[OptionValue, ...] = ()

    @property
    def limit(self) -> int:
        """Return how many values can be taken at once."""
        if self.kind == Kind.SOME:
            return min(self.at_most or len(self.values), len(self.values))
        return 1


def new_key() -> str:
    return secrets.token_hex(4)


def options_of(product: Any) -> list[Option]:
    """Return what can be chosen of a product; a parent's options hold for its variants."""
    owner = product.parent if product.is_child else product
    return [read(row) for row in owner.own_options]


def read(row: dict[str, Any]) -> Option:
    values = tuple(
        OptionValue(
            value["key"], value["name"], Decimal(value["extra_price"]), tuple(value["allergens"])
        )
        for value in row["values"]
    )
    return Option(
        key=row["key"],
        name=row["name"],
        kind=row["kind"],
        required=row["required"],
        at_most=row["at_most"],
        extra_price=Decimal(row["extra_price"]),
        values=values,
    )


def write(option: Option) -> dict[str, Any]:
    """Return an option as it is stored; amounts as text, which JSON keeps to the cent."""
    return {
        "key": option.key,
        "name": option.name,
        "kind": str(option.kind),
        "required": option.required,
        "at_most": option.at_most,
        "extra_price": str(option.extra_price),
        "values": [
            {
                "key": value.key,
                "name": value.name,
                "extra_price": str(value.extra_price),
                "allergens": list(value.allergens),
            }
            for value in option.values
        ],
    }
