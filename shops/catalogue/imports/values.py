"""The cells of a record as values; what cannot be taken raises RowError with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from html import unescape

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from stdnum import ean

from marketplace.money.text import parse_price
from shops.catalogue.imports.exceptions import RowError
from shops.catalogue.imports.html import make_safe_html
from shops.catalogue.imports.words import plain_words

MAX_TITLE = 255
MAX_REFERENCE = 255
MAX_DESCRIPTION = 50_000
MAX_URL = 2_000
MAX_PRICE = Decimal("99999.99")
MAX_STOCK = 1_000_000
MAX_GRAMS = 10_000_000

_EXTRA_ZEROS = re.compile(r"(?<=[.,][0-9]{2})0+$")
_WHOLE_NUMBER = re.compile(r"(-?[0-9]{1,12})(?:[.,]0+)?")
# What a spreadsheet makes of a long number: its last digits are lost.
_SHORTENED_NUMBER = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_WEIGHT = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,6})?)\s*([a-z]*)", re.IGNORECASE)
_IMAGE_SEPARATOR = re.compile(r"[,|\s]\s*(?=https?://)", re.IGNORECASE)
_GRAMS = {
    "g": Decimal(1),
    "gr": Decimal(1),
    "grammes": Decimal(1),
    "kg": Decimal(1000),
    "kilo": Decimal(1000),
    "lb": Decimal("453.59237"),
    "lbs": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}


def read_title(text: str) -> str:
    """Return a one-line title; signs are kept as they are, formulas too."""
    title = " ".join(unescape(text).split())
    if not title:
        raise RowError(_("The product has no name."))
    if len(title) > MAX_TITLE:
        raise RowError(_("The name is longer than 255 characters."))
    return title


def read_reference(text: str) -> str:
    reference = " ".join(text.split())
    if not reference:
        raise RowError(_("Nothing identifies the product: no reference, code or name."))
    if len(reference) > MAX_REFERENCE:
        raise RowError(_("The reference is longer than 255 characters."))
    return reference


def read_description(text: str) -> str:
    if len(text) > MAX_DESCRIPTION:
        raise RowError(_("The description is longer than 50,000 characters."))
    return make_safe_html(text)


def read_price(text: str) -> Decimal:
    """Return a price in euros including VAT, more than 0; comma or point, never guessed."""
    if not text:
        raise RowError(_("The price is missing."))
    typed = re.sub(r"\s*EUR$", " €", text, flags=re.IGNORECASE)
    try:
        price = parse_price(_EXTRA_ZEROS.sub("", typed))
    except (ValueError, ArithmeticError):
        message = _("“{price}” is not a price: write for example 12,90.")
        raise RowError(format_lazy(message, price=_shorten(text))) from None
    if not 0 < price <= MAX_PRICE:
        message = _("The price {price} is not between 0,01 and 99 999,99 euros.")
        raise RowError(format_lazy(message, price=_shorten(text)))
    return price


def read_stock(text: str) -> int:
    """Return a number of pieces; below zero (sold before it was counted) reads as none."""
    match = _WHOLE_NUMBER.fullmatch(re.sub(r"\s", "", text))
    if match is None or int(match[1]) > MAX_STOCK:
        message = _("“{stock}” is not a stock: write a whole number.")
        raise RowError(format_lazy(message, stock=_shorten(text)))
    return max(int(match[1]), 0)


def read_ean(text: str) -> str:
    """Return an EAN or UPC, or nothing for a code that is a shop's own."""
    digits = ean.compact(text.lstrip("'"))
    return digits if ean.is_valid(digits) else ""


def check_whole_number(text: str) -> None:
    """Refuse a code that a spreadsheet has turned into 3,70123E+12."""
    if _SHORTENED_NUMBER.fullmatch(text):
        message = _("The spreadsheet has shortened the code {code}: format its column as text.")
        raise RowError(format_lazy(message, code=text))


def read_grams(text: str, unit: str = "") -> int | None:
    """Return a weight in grams; None if there is none, or in no unit of weight (75 cl)."""
    match = _WEIGHT.fullmatch(re.sub(r"(?<=[0-9])\s+(?=[0-9])", "", text))
    factor = _GRAMS.get((match[2] or unit).lower()) if match else None
    if match is None or factor is None:
        return None
    grams = round(Decimal(match[1].replace(",", ".")) * factor)
    return grams if 0 < grams <= MAX_GRAMS else None


def read_category_path(text: str) -> tuple[str, ...]:
    """Return « Épicerie > Miels » as its words, widest first."""
    words = (" ".join(unescape(word).split()) for word in text.split(">"))
    return tuple(word for word in words if word)


def read_image_urls(cells: Iterable[str]) -> list[str]:
    """Return the web addresses in these cells, each once, in order; nothing is fetched."""
    urls = (url.strip() for cell in cells for url in _IMAGE_SEPARATOR.split(cell))
    return list(dict.fromkeys(url for url in urls if _is_web_address(url)))


def is_no(text: str) -> bool:
    return plain_words(text) in {"0", "false", "faux", "no", "non"}


def refuse_twice(reference: str, first_line: int) -> RowError:
    message = _("“{reference}” is already on line {line}.")
    return RowError(format_lazy(message, reference=_shorten(reference), line=first_line))


def _is_web_address(url: str) -> bool:
    is_web = url.lower().startswith(("http://", "https://"))
    return is_web and len(url) <= MAX_URL and not re.search(r"[\s<>\"]", url)


def _shorten(text: str) -> str:
    """Keep a message readable whatever the cell holds."""
    return text if len(text) <= 40 else f"{text[:39]}…"
