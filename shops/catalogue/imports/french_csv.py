"""A table kept by hand in a French spreadsheet: one row a product, columns named as people do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from marketplace.legal.identity import VatRate
from shops.catalogue.imports.allergens import read_allergens
from shops.catalogue.imports.exceptions import RowError
from shops.catalogue.imports.rows import ImportedProduct, ReadRow, RefusedLine
from shops.catalogue.imports.table import Columns, Record, Table
from shops.catalogue.imports.values import (
    check_whole_number,
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
from shops.catalogue.imports.words import plain_words

# The names are plain words, see words.plain_words. A price without VAT (HT) is none of them.
COLUMNS: Columns = {
    "name": ("nom", "nom du produit", "produit", "designation", "libelle", "article", "titre"),
    "price": (
        "prix ttc",
        "prix de vente ttc",
        "prix vente ttc",
        "prix unitaire ttc",
        "pv ttc",
        "tarif ttc",
        "prix",
        "prix de vente",
        "prix unitaire",
        "tarif",
    ),
    "stock": ("stock", "quantite", "quantite en stock", "qte", "stocks"),
    "category": ("categorie", "rayon", "famille", "categories"),
    "description": ("description", "descriptif"),
    "reference": ("reference", "ref", "code", "code article", "code produit", "sku"),
    "ean": ("ean", "ean13", "ean 13", "code barres", "code barre", "gencod", "gtin"),
    "vat rate": ("tva", "taux de tva", "taux tva"),
    "allergens": ("allergenes", "allergene"),
    "weight": ("poids", "poids net", "contenance"),
    "weight kg": ("poids kg", "poids en kg", "poids net kg"),
    "weight g": ("poids g", "poids en g", "poids net g", "poids en grammes"),
    "published": ("publie", "en ligne", "actif", "visible"),
    "images": ("images", "image", "photo", "photos"),
}
_ON_ORDER = {"", "sur commande", "illimite"}
_SOLD_OUT = {"rupture", "epuise", "en rupture", "rupture de stock"}
_RATE = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,4})?)\s*%?")


def read_french_csv(table: Table) -> Iterator[ReadRow]:
    """Yield products and refusals; of two lines with one reference, the later is refused."""
    seen: dict[str, int] = {}
    for record in table.records(COLUMNS):
        if isinstance(record, RefusedLine):
            yield record
            continue
        try:
            product = _read_product(record)
            if product.reference in seen:
                raise refuse_twice(product.reference, seen[product.reference])
        except RowError as error:
            yield RefusedLine(record.line, error.reason)
        else:
            seen[product.reference] = product.line
            yield product


def _read_product(record: Record) -> ImportedProduct:
    title = read_title(record["name"])
    ean = _read_ean(record["ean"])
    return ImportedProduct(
        line=record.line,
        source="csv",
        reference=_read_reference(record["reference"], ean, title),
        title=title,
        description_html=read_description(record["description"]),
        price=read_price(record["price"]),
        stock=_read_stock(record["stock"]),
        published=not is_no(record["published"]),
        ean=ean,
        category_path=read_category_path(record["category"]),
        image_urls=read_image_urls([record["images"]]),
        grams=_read_grams(record),
        vat_rate=_read_vat_rate(record["vat rate"]),
        allergens=read_allergens(record["allergens"]),
    )


def _read_reference(text: str, ean: str, title: str) -> str:
    """Return what makes the product the same one the next time the table is brought."""
    check_whole_number(text)
    return read_reference(text or ean or plain_words(title) or title)


def _read_ean(text: str) -> str:
    """Return a valid EAN; a wrong one is refused, for it was typed or pasted by hand."""
    check_whole_number(text)
    ean = read_ean(text)
    if text and not ean:
        message = _("“{code}” is not a valid EAN: check it or leave the cell empty.")
        raise RowError(format_lazy(message, code=text[:40]))
    return ean


def _read_stock(text: str) -> int | None:
    words = plain_words(text)
    if words in _ON_ORDER:
        return None
    return 0 if words in _SOLD_OUT else read_stock(text)


def _read_grams(record: Record) -> int | None:
    if record["weight"]:
        return read_grams(record["weight"])
    if record["weight kg"]:
        return read_grams(record["weight kg"], unit="kg")
    return read_grams(record["weight g"], unit="g")


def _read_vat_rate(text: str) -> Decimal | None:
    """Return a rate per cent; a spreadsheet may write 5,5 % as 0,055."""
    if not text:
        return None
    match = _RATE.fullmatch(text)
    rate = Decimal(match[1].replace(",", ".")) if match else Decimal(-1)
    for known in VatRate:
        if known in (rate, rate * 100):
            return known
    message = _("“{rate}” is not a VAT rate that products can have here.")
    raise RowError(format_lazy(message, rate=text[:40]))
