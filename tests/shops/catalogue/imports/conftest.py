from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils import translation

from shops.catalogue.imports import ImportedProduct, RefusedLine, read_products

FIXTURES = Path(__file__).parent / "fixtures"


class Result(NamedTuple):
    products: dict[str, ImportedProduct]
    refused: dict[int, str]


@pytest.fixture(autouse=True)
def _source_strings():
    with translation.override(None):
        yield


@pytest.fixture
def read():
    """Read a fixture's name, or the text or the bytes of a file."""

    def read(source: str | bytes) -> Result:
        if isinstance(source, str):
            source = source.encode() if "\n" in source else (FIXTURES / source).read_bytes()
        rows = read_products(source)
        products = {row.reference: row for row in rows if isinstance(row, ImportedProduct)}
        refused = {row.line: str(row.reason) for row in rows if isinstance(row, RefusedLine)}
        return Result(products, refused)

    return read
