"""A CSV file as a table: encoding, separator, headers, and records that know their line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shops.catalogue.imports.exceptions import UnknownFormat, UnreadableFile
from shops.catalogue.imports.numbering import NumberedRow, number_rows
from shops.catalogue.imports.rows import RefusedLine
from shops.catalogue.imports.words import plain_words

MAX_BYTES = 50 * 1024 * 1024
MAX_RECORDS = 50_000
SEPARATORS = ";,\t"

Columns = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """One record; a column that the file does not have reads as empty."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Table:
    headers: list[str]  # as plain words; see words.plain_words
    rows: Iterator[NumberedRow | RefusedLine]

    def records(self, columns: Columns) -> Iterator[Record | RefusedLine]:
        """Yield what follows the headers, once; blank lines are skipped.

        `columns` gives for each name the headers it may have, best first.
        Raises UnknownFormat when two columns share a header that is needed, UnreadableFile
        beyond MAX_RECORDS.
        """
        places = _find_columns(self.headers, columns)
        count = 0
        for row in self.rows:
            if isinstance(row, RefusedLine):
                yield row
            elif any(cell.strip() for cell in row[1]):
                count += 1
                _check_count(count)
                yield _make_record(row, places, len(self.headers))


def open_table(source: Path | str | bytes) -> Table:
    """Open a file, given by its path or its content; raises UnreadableFile."""
    data = _read_bytes(source)
    encoding, errors = _find_encoding(data)
    tables = [_try_separator(data, encoding, errors, separator) for separator in SEPARATORS]
    table = max(tables, key=lambda table: len(table.headers))
    if not table.headers:
        raise UnreadableFile(_("The first line, with the names of the columns, cannot be read."))
    return table


def _read_bytes(source: Path | str | bytes) -> bytes:
    if isinstance(source, bytes):
        data = source[: MAX_BYTES + 1]
    else:
        with Path(source).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than 50 MiB. Cut it into several files."))
    if not data.strip():
        raise UnreadableFile(_("The file is empty."))
    return data


def _find_encoding(data: bytes) -> tuple[str, str]:
    """Return the encoding and how to treat its errors: UTF-16 by its mark, UTF-8, Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _refuse_null("\0" in data.decode("utf-16", "replace"))
        return "utf-16", "replace"
    _refuse_null(b"\0" in data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut in the middle of its last letter is still UTF-8 if it has whole ones before.
        cut_short = error.reason == "unexpected end of data" and not data[: error.start].isascii()
        return ("utf-8-sig", "ignore") if cut_short else ("cp1252", "replace")
    return "utf-8-sig", "strict"


def _refuse_null(found: bool) -> None:
    """Refuse what no database stores, and what tells a workbook (.xlsx) named .csv."""
    if found:
        raise UnreadableFile(
            _("The file holds null characters: it is no CSV text. Save it again as “CSV UTF-8”.")
        )


def _try_separator(data: bytes, encoding: str, errors: str, separator: str) -> Table:
    """Return the table that this separator makes; its headers are empty if it makes none."""
    # newline="": only real line ends count as lines, and those inside quotes are kept.
    text = io.TextIOWrapper(io.BytesIO(data), encoding, errors, newline="")
    rows = number_rows(text, separator)
    for row in rows:
        if isinstance(row, RefusedLine):
            return Table([], rows)
        # "sep=;" is a line that Excel writes and reads for itself.
        if any(cell.strip() for cell in row[1]) and not row[1][0].startswith("sep="):
            return Table(_read_headers(row[1]), rows)
    return Table([], rows)


def _read_headers(cells: list[str]) -> list[str]:
    headers = [plain_words(cell) for cell in cells]
    while headers and not headers[-1]:
        headers.pop()
    return headers


def _find_columns(headers: list[str], columns: Columns) -> dict[str, int]:
    places = {}
    for name, aliases in columns.items():
        header = next((alias for alias in aliases if alias in headers), None)
        if header is None:
            continue
        if headers.count(header) > 1:
            message = _("Two columns are named “{header}”: remove or rename one.")
            raise UnknownFormat(format_lazy(message, header=header))
        places[name] = headers.index(header)
    return places


def _make_record(row: NumberedRow, places: dict[str, int], width: int) -> Record | RefusedLine:
    line, cells = row
    if len(cells) < width:
        message = _("The line stops after {found} cells of {expected}: it looks cut short.")
        return RefusedLine(line, format_lazy(message, found=len(cells), expected=width))
    if any(cell.strip() for cell in cells[width:]):
        message = _("The line has {found} cells, but there are {expected} columns.")
        return RefusedLine(line, format_lazy(message, found=len(cells), expected=width))
    return Record(line, {name: cells[place].strip() for name, place in places.items()})


def _check_count(count: int) -> None:
    if count > MAX_RECORDS:
        raise UnreadableFile(
            _("The file has more than 50,000 lines of products. Cut it into several files.")
        )
