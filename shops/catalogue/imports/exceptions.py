"""What can be wrong with a product file; every message is meant for the shopkeeper."""

from __future__ import annotations

from shops.catalogue.imports.rows import Message
from shops.exceptions import ShopError


class UnreadableFile(ShopError):
    """Nothing of the file can be read."""


class UnknownFormat(UnreadableFile):
    """The file is a table, but of none of the known formats."""


class RowError(ShopError):
    """One record cannot be taken; the readers turn it into a RefusedLine and go on."""

    def __init__(self, reason: Message):
        self.reason = reason
        super().__init__(reason)
