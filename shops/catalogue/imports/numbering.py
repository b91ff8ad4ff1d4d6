"""Rows of a CSV text that know the line where they start, and broken ones that stop no other."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import dropwhile

from django.utils.translation import gettext_lazy as _

from shops.catalogue.imports.exceptions import UnreadableFile
from shops.catalogue.imports.rows import Message, RefusedLine

MAX_CELL_CHARACTERS = 1024 * 1024
MAX_FAILURES = 50

# The csv module has one limit for the whole process; its default (128 Ki) cuts real descriptions.
csv.field_size_limit(MAX_CELL_CHARACTERS)

NumberedRow = tuple[int, list[str]]


class _Lines:
    """The lines of a text, counted; those that a broken record swallowed can be given back."""

    def __init__(self, text: Iterable[str]):
        self._text = iter(text)
        self._given_back: deque[str] = deque()
        self._taken: list[str] = []
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._text)
        self._taken.append(line)
        self.count += 1
        return line

    def start_record(self) -> int:
        """Return the number of the line where the next record starts."""
        self._taken.clear()
        return self.count + 1

    def give_back(self, separator: str, width: int) -> bool:
        """Give back what follows the broken record, from the first line with enough cells.

        The lines before it are the record's own: the rest of a description cut short.
        Return whether there was any.
        """
        later = list(dropwhile(lambda line: line.count(separator) < width - 1, self._taken[1:]))
        self._given_back.extendleft(reversed(later))
        self.count -= len(later)
        return bool(later)


def number_rows(text: Iterable[str], separator: str) -> Iterator[NumberedRow | RefusedLine]:
    """Yield each row with the line where it starts, through quoted cells of several lines."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    width = failures = 0
    while True:
        start = lines.start_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RefusedLine(start, _explain(error))
            failures += lines.give_back(separator, width)
            _check_failures(failures)
        else:
            width = width or len(cells)
            yield start, cells


def _explain(error: csv.Error) -> Message:
    if "unexpected end" in str(error):
        return _("A quotation mark opened on this line is never closed: the file looks cut short.")
    if "field larger" in str(error):
        return _("A cell holds more than 1 MiB of text; a quotation mark may be missing.")
    return _("The quotation marks of this line are not those of a CSV file.")


def _check_failures(count: int) -> None:
    """Stop on a file that is no CSV at all: each failure may read the rest of it again."""
    if count > MAX_FAILURES:
        raise UnreadableFile(
            _("Too many lines have misplaced quotation marks: is this a CSV file?")
        )
