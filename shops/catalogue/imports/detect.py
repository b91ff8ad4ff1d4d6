"""Which format a table is in, told by the names of its columns."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shops.catalogue.imports import french_csv, shopify, woocommerce
from shops.catalogue.imports.exceptions import UnknownFormat
from shops.catalogue.imports.rows import Source
from shops.catalogue.imports.table import Columns

_MAX_HEADERS_SHOWN = 8
# What a file must have to be of a format; the particular formats come before the general one.
_NEEDED: dict[Source, tuple[Columns, tuple[str, ...]]] = {
    "shopify": (shopify.COLUMNS, ("handle", "title", "price")),
    "woocommerce": (woocommerce.COLUMNS, ("type", "sku", "name", "regular price")),
    "csv": (french_csv.COLUMNS, ("name", "price")),
}


def detect_format(headers: list[str]) -> Source:
    """Return the format of a table with these headers (as plain words); raises UnknownFormat."""
    known = set(headers)
    for source, (columns, needed) in _NEEDED.items():
        if all(known.intersection(columns[name]) for name in needed):
            return source
    message = _(
        "The columns of this file are not known (found: {headers}). Bring a product export of "
        "Shopify or WooCommerce, or a table with at least the columns Nom and Prix TTC."
    )
    found = ", ".join(header[:30] for header in headers[:_MAX_HEADERS_SHOWN])
    raise UnknownFormat(format_lazy(message, headers=found))
