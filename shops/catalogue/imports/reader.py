"""The door of this package: a file in, plain rows out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from shops.catalogue.imports.detect import detect_format
from shops.catalogue.imports.french_csv import read_french_csv
from shops.catalogue.imports.rows import ReadRow, Source
from shops.catalogue.imports.shopify import read_shopify
from shops.catalogue.imports.table import Table, open_table
from shops.catalogue.imports.woocommerce import read_woocommerce

_READERS: dict[Source, Callable[[Table], Iterator[ReadRow]]] = {
    "shopify": read_shopify,
    "woocommerce": read_woocommerce,
    "csv": read_french_csv,
}


def read_products(source: Path | str | bytes) -> list[ReadRow]:
    """Read a product file, given by its path or its content, in the order of its lines.

    A record that cannot be taken becomes a RefusedLine and stops no other.
    Raises UnreadableFile, and UnknownFormat which is one, when nothing can be read.
    """
    table = open_table(source)
    read = _READERS[detect_format(table.headers)]
    return sorted(read(table), key=lambda row: row.line)
