"""Shopify's product export: a product's rows share a Handle, one row a variant or a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from shops.catalogue.imports.exceptions import RowError
from shops.catalogue.imports.rows import ImportedProduct, ImportedVariant, ReadRow, RefusedLine
from shops.catalogue.imports.table import Columns, Record, Table
from shops.catalogue.imports.values import (
    is_no,
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

# Both generations of the export; the names are plain words, see words.plain_words.
COLUMNS: Columns = {
    "handle": ("handle", "url handle"),
    "title": ("title",),
    "description": ("body html", "description"),
    "type": ("type",),
    "category": ("product category",),
    "published": ("published", "published on online store"),
    "status": ("status",),
    "gift card": ("gift card",),
    "option1 name": ("option1 name",),
    "option1 value": ("option1 value",),
    "option2 name": ("option2 name",),
    "option2 value": ("option2 value",),
    "option3 name": ("option3 name",),
    "option3 value": ("option3 value",),
    "price": ("variant price", "price"),
    "tracker": ("variant inventory tracker", "inventory tracker"),
    "quantity": ("variant inventory qty", "inventory quantity"),
    "policy": ("variant inventory policy", "continue selling when out of stock"),
    "barcode": ("variant barcode", "barcode"),
    "grams": ("variant grams", "weight value grams"),
    "weight": ("variant weight",),
    "weight unit": ("variant weight unit",),
    "image": ("image src", "product image url"),
    "variant image": ("variant image", "variant image url"),
}
_NO_CHOICE = "Default Title"


def read_shopify(table: Table) -> Iterator[ReadRow]:
    """Yield products and refusals; rows of one Handle need not stand together."""
    groups: dict[str, list[Record]] = {}
    for record in table.records(COLUMNS):
        if isinstance(record, RefusedLine):
            yield record
        elif not record["handle"]:
            yield RefusedLine(record.line, _("The Handle is missing."))
        else:
            groups.setdefault(record["handle"], []).append(record)
    for records in groups.values():
        yield from _read_group(records)


def _read_group(records: list[Record]) -> Iterator[ReadRow]:
    """Yield one product, without the variants that are refused; none if all are."""
    first = records[0]
    try:
        product = _read_head(first, records)
    except RowError as error:
        yield RefusedLine(first.line, error.reason)
        return
    seen: dict[str, int] = {}
    for record in records:
        if not _is_sold(record) and record is not first:
            continue
        try:
            variant = _read_variant(record, first)
            if variant.reference in seen:
                raise refuse_twice(variant.reference, seen[variant.reference])
        except RowError as error:
            yield RefusedLine(record.line, error.reason)
        else:
            seen[variant.reference] = record.line
            product.variants.append(variant)
    if product.variants:
        yield _without_lone_variant(product)


def _read_head(first: Record, records: list[Record]) -> ImportedProduct:
    if first["gift card"].lower() == "true":
        raise RowError(_("Gift cards cannot be sold here."))
    return ImportedProduct(
        line=first.line,
        source="shopify",
        reference=read_reference(first["handle"]),
        title=read_title(first["title"]),
        description_html=read_description(first["description"]),
        published=not is_no(first["published"]) and first["status"].lower() in {"", "active"},
        category_path=read_category_path(first["type"] or first["category"]),
        image_urls=read_image_urls(record["image"] for record in records),
    )


def _is_sold(record: Record) -> bool:
    return bool(record["price"] or record["option1 value"])


def _read_variant(record: Record, first: Record) -> ImportedVariant:
    options = _read_options(record, first)
    return ImportedVariant(
        line=record.line,
        # Not the SKU, which may be empty, shared or changed.
        reference=read_reference("/".join([first["handle"], *options.values()])),
        title=" / ".join(options.values()),
        options=options,
        price=read_price(record["price"]),
        stock=_read_stock(record),
        ean=read_ean(record["barcode"]),
        grams=_read_grams(record),
        image_urls=read_image_urls([record["variant image"]]),
    )


def _read_options(record: Record, first: Record) -> dict[str, str]:
    """Return up to three choices; their names stand on the product's first row only."""
    options = {}
    for number in "123":
        value = record[f"option{number} value"]
        name = first[f"option{number} name"] or record[f"option{number} name"]
        if value and value != _NO_CHOICE:
            options[name or f"Option {number}"] = value
    return options


def _read_stock(record: Record) -> int | None:
    """Return None where Shopify sells without counting, or goes on below zero.

    Exports of shops with several locations have no quantity: then nothing is promised.
    """
    untracked = record.cells.get("tracker") == ""
    if untracked or record["policy"].lower() in {"continue", "true"}:
        return None
    return read_stock(record["quantity"] or "0")


def _read_grams(record: Record) -> int | None:
    """Return grams; the export's unit is only how Shopify shows them (28 with oz is 28 g)."""
    if record["grams"]:
        return read_grams(record["grams"], unit="g")
    return read_grams(record["weight"], unit=record["weight unit"])


def _without_lone_variant(product: ImportedProduct) -> ImportedProduct:
    """Give the product itself what its only variant sells, if there is nothing to choose."""
    variant = product.variants[0]
    if len(product.variants) > 1 or variant.options:
        return product
    return replace(
        product,
        price=variant.price,
        stock=variant.stock,
        ean=variant.ean,
        grams=variant.grams,
        variants=[],
    )
