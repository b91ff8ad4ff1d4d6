"""What every reader makes of a product file, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from django.utils.functional import Promise

Source = Literal["shopify", "woocommerce", "csv"]
# Text shown to the shopkeeper, translated when it is shown and not when the file is read.
Message: TypeAlias = "str | Promise"


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A record that was not taken; `line` is where it starts in the file, counted from 1."""

    line: int
    reason: Message


@dataclass(frozen=True, slots=True)
class ImportedVariant:
    """One sellable form of a product; fields as in ImportedProduct."""

    line: int
    reference: str
    title: str
    options: dict[str, str]
    price: Decimal
    stock: int | None = None
    ean: str = ""
    grams: int | None = None
    image_urls: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ImportedProduct:
    """A product as its file states it.

    With `variants`, they alone are sold: price is None, and stock means nothing.
    """

    line: int
    source: Source
    reference: str  # stable from one export to the next; unique in a file
    title: str
    description_html: str = ""  # safe to show as it is
    price: Decimal | None = None  # euros including VAT
    stock: int | None = None  # None: on order
    published: bool = True
    ean: str = ""
    category_path: tuple[str, ...] = ()  # the shop's own words, widest first
    image_urls: list[str] = field(default_factory=list)
    grams: int | None = None
    vat_rate: Decimal | None = None  # per cent: 5.5 for 5,5 %
    allergens: tuple[str, ...] | None = None  # codes; (): « aucun »; None: not stated
    variants: list[ImportedVariant] = field(default_factory=list)


ReadRow: TypeAlias = ImportedProduct | RefusedLine
