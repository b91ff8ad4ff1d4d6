"""WooCommerce's product export, in English and in French: one row a product or a variation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shops.catalogue.imports.exceptions import RowError
from shops.catalogue.imports.rows import (
    ImportedProduct,
    ImportedVariant,
    Message,
    ReadRow,
    RefusedLine,
)
from shops.catalogue.imports.table import Columns, Record, Table
from shops.catalogue.imports.values import (
    read_category_path,
    read_description,
    read_ean,
    read_grams,
    read_image_urls,
    read_price,
    read_reference,
    read_stock,
    read_title,
    refuse_twice,
)
from shops.catalogue.imports.words import plain_words

_ATTRIBUTE_NUMBERS = range(1, 31)
_WEIGHT_UNITS = ("kg", "g", "lbs", "oz")

# The names are plain words, see words.plain_words.
COLUMNS: Columns = {
    "id": ("id",),
    "type": ("type",),
    "sku": ("sku", "ugs"),
    "ean": ("gtin upc ean or isbn", "gtin upc ean ou isbn"),
    "name": ("name", "nom"),
    "published": ("published", "publie"),
    "visibility": ("visibility in catalog", "visibilite dans le catalogue"),
    "short description": ("short description", "description courte"),
    "description": ("description",),
    "in stock": ("in stock", "en stock"),
    "stock": ("stock",),
    "backorders": (
        "backorders allowed",
        "autoriser les commandes de produits en rupture",
        "autoriser les commandes en rupture de stock",
    ),
    "sale price": ("sale price", "tarif promo"),
    "regular price": ("regular price", "tarif regulier"),
    "categories": ("categories",),
    "images": ("images",),
    "parent": ("parent",),
    **{f"weight {unit}": (f"weight {unit}", f"poids {unit}") for unit in _WEIGHT_UNITS},
    **{
        f"attribute {number} name": (f"attribute {number} name", f"nom de l attribut {number}")
        for number in _ATTRIBUTE_NUMBERS
    },
    **{
        f"attribute {number} value": (
            f"attribute {number} value s",
            f"valeur s de l attribut {number}",
        )
        for number in _ATTRIBUTE_NUMBERS
    },
}
_REFUSED_TYPES: dict[str, Message] = {
    "grouped": _("A grouped product is only a list of others, which are taken one by one."),
    "external": _("This product is sold on another site."),
    "downloadable": _("A download cannot be collected in a shop."),
    "virtual": _("A virtual product cannot be collected in a shop."),
}
_SOLD_TYPES = {"simple", "variable", "variation"}
_NO_CATEGORY = {"uncategorized", "non classe"}
# WooCommerce puts an apostrophe before what a spreadsheet would run as a formula.
_FORMULA_GUARD = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass(slots=True)
class _Family:
    """A row that is no variation, what became of it, and its variations."""

    record: Record
    product: ImportedProduct | None = None
    children: list[Record] = field(default_factory=list)


def read_woocommerce(table: Table) -> Iterator[ReadRow]:
    """Yield products and refusals; a variation may stand before its parent."""
    families: dict[str, _Family] = {}  # by product's reference
    variations: list[Record] = []
    for row in table.records(COLUMNS):
        record = row if isinstance(row, RefusedLine) else _unguard(row)
        if isinstance(record, RefusedLine):
            yield record
        elif "variation" in _types(record):
            variations.append(record)
        else:
            yield from _start_family(record, families)
    yield from _join_variations(variations, families)
    for family in families.values():
        if family.product:
            yield from _finish_family(family, family.product)


def _unguard(record: Record) -> Record:
    cells = {
        name: _FORMULA_GUARD.sub("", cell, count=1) if cell.startswith("'") else cell
        for name, cell in record.cells.items()
    }
    return Record(record.line, cells)


def _types(record: Record) -> set[str]:
    return {word.strip() for word in record["type"].lower().split(",")}


def _reference(record: Record) -> str:
    return read_reference(record["id"] or record["sku"])


def _start_family(record: Record, families: dict[str, _Family]) -> Iterator[RefusedLine]:
    try:
        reference = _reference(record)
        if reference in families:
            raise refuse_twice(reference, families[reference].record.line)
        families[reference] = _Family(record)
        families[reference].product = _read_product(record)
    except RowError as error:
        yield RefusedLine(record.line, error.reason)


def _join_variations(
    variations: list[Record], families: dict[str, _Family]
) -> Iterator[RefusedLine]:
    """Give each variation to its parent, named by SKU or as "id:123"."""
    by_name = {f"id:{family.record['id']}": family for family in families.values()}
    for family in families.values():
        by_name.setdefault(family.record["sku"], family)
    for record in variations:
        parent = by_name.get(record["parent"]) if record["parent"] else None
        if parent is None:
            message = _("The parent product “{parent}” is not in the file.")
            yield RefusedLine(record.line, format_lazy(message, parent=record["parent"][:40]))
        elif parent.product is None:
            message = _("Its parent product, line {line}, was refused.")
            yield RefusedLine(record.line, format_lazy(message, line=parent.record.line))
        else:
            parent.children.append(record)


def _read_product(record: Record) -> ImportedProduct:
    """Return a product without its variations, and without a price if it may have some."""
    _check_types(record)
    is_variable = "variable" in _types(record)
    return ImportedProduct(
        line=record.line,
        source="woocommerce",
        reference=_reference(record),
        title=read_title(record["name"]),
        description_html=_read_description(record),
        price=None if is_variable else _read_price(record),
        stock=None if is_variable else _read_stock(record),
        published=record["published"] == "1" and record["visibility"].lower() != "hidden",
        ean=read_ean(record["ean"]),
        category_path=_read_category(record["categories"]),
        image_urls=read_image_urls([record["images"]]),
        grams=_read_grams(record),
    )


def _check_types(record: Record) -> None:
    types = _types(record)
    for name, reason in _REFUSED_TYPES.items():
        if name in types:
            raise RowError(reason)
    if not types & _SOLD_TYPES:
        message = _("Products of the type “{type}” cannot be taken.")
        raise RowError(format_lazy(message, type=record["type"][:40]))


def _finish_family(family: _Family, product: ImportedProduct) -> Iterator[ReadRow]:
    seen: dict[str, int] = {}
    for record in family.children:
        try:
            variant = _read_variation(record, family.record)
            if variant.reference in seen:
                raise refuse_twice(variant.reference, seen[variant.reference])
        except RowError as error:
            yield RefusedLine(record.line, error.reason)
        else:
            seen[variant.reference] = record.line
            product.variants.append(variant)
    if product.price is None and not product.variants:
        yield RefusedLine(product.line, _("None of this product’s variations can be taken."))
    else:
        yield replace(product, price=None, stock=None) if product.variants else product


def _read_variation(record: Record, parent: Record) -> ImportedVariant:
    _check_types(record)
    if record["published"] != "1":
        raise RowError(_("This variation is switched off in WooCommerce."))
    options = _read_options(record)
    return ImportedVariant(
        line=record.line,
        reference=_reference(record),
        title=" / ".join(options.values()) or read_title(record["name"]),
        options=options,
        price=_read_price(record),
        stock=_read_stock(record, parent),
        ean=read_ean(record["ean"]),
        grams=_read_grams(record),
        image_urls=read_image_urls([record["images"]]),
    )


def _read_options(record: Record) -> dict[str, str]:
    """Return the variation's attributes; one without a value stands for any and is left out."""
    pairs = (
        (record[f"attribute {number} name"], record[f"attribute {number} value"])
        for number in _ATTRIBUTE_NUMBERS
    )
    return {name: value.replace("\\,", ",") for name, value in pairs if name and value}


def _read_price(record: Record) -> Decimal:
    """Return the regular price: a sale ends one day, and an import would keep it for ever."""
    return read_price(record["regular price"] or record["sale price"])


def _read_stock(record: Record, parent: Record | None = None) -> int | None:
    """Return None for what is sold without being counted, or on order when there is none.

    A stock that variations share ("parent") cannot be counted for each: it would be sold several
    times over, so it is on order unless there is none.
    """
    status = record["in stock"].lower()
    counted = record["stock"]
    if counted.lower() == "parent" and parent is not None:
        return 0 if status == "0" or _read_stock(parent) == 0 else None
    backorders = record["backorders"].lower() in {"1", "notify", "yes"}
    if status == "backorder" or backorders:
        return None
    if counted:
        return read_stock(counted)
    return 0 if status == "0" else None


def _read_description(record: Record) -> str:
    text = record["description"] or record["short description"]
    # The export writes line ends as a backslash and a letter.
    return read_description(text.replace("\\r", "").replace("\\n", "\n"))


def _read_grams(record: Record) -> int | None:
    weights = ((record[f"weight {unit}"], unit) for unit in _WEIGHT_UNITS)
    return next((read_grams(text, unit=unit) for text, unit in weights if text), None)


def _read_category(text: str) -> tuple[str, ...]:
    """Return the first of « A > B, C »; a comma inside a name has a backslash before it."""
    paths = [path.replace("\\,", ",") for path in re.split(r"(?<!\\),", text)]
    named = [path for path in paths if plain_words(path) not in _NO_CATEGORY]
    return read_category_path(named[0]) if named else ()
