"""Product files that shops bring from elsewhere, read into plain rows; nothing is saved here."""

from shops.catalogue.imports.exceptions import UnknownFormat, UnreadableFile
from shops.catalogue.imports.reader import read_products
from shops.catalogue.imports.rows import ImportedProduct, ImportedVariant, RefusedLine

__all__ = [
    "ImportedProduct",
    "ImportedVariant",
    "RefusedLine",
    "UnknownFormat",
    "UnreadableFile",
    "read_products",
]
