"""Prices as people read and type them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency
from django.utils.translation import pgettext

from marketplace.money.cents import CENT, round_to_cents
from marketplace.money.units import Unit, unit_price

NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"

# Spaces only between groups of three digits: "12 90" is a slip for 12,90 and must not become 1290.
_TYPED_PRICE = re.compile(
    r"(?P<euros>[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]+)(?:[.,](?P<cents>[0-9]{1,2}))?(?:\s*€)?"
)


# A page asks for some fifty prices, and most of them again on the next page.
@lru_cache(maxsize=4096)
def format_price(amount: Decimal, locale: str = "fr") -> str:
    """Return « 12,90 € »: narrow no-break spaces before the sign and between thousands."""
    text = format_currency(round_to_cents(amount), "EUR", locale=locale)
    return text.replace(NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE)


def say_about(price: str) -> str:
    """Return « environ 12,90 € », of a price that is written already."""
    return f"{pgettext('price', 'about')} {price}"


def format_whole_euros(amount: Decimal, locale: str = "fr") -> str:
    """Return « 3 807 € »: a sum of many prices, where cents tell nothing."""
    whole = Locale.parse(locale).currency_formats["standard"].pattern.replace(".00", "")
    text = format_currency(amount, "EUR", whole, locale=locale, currency_digits=False)
    return text.replace(NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE)


def format_unit_price(
    price: Decimal, net_quantity: Decimal | int, unit: Unit | str, locale: str = "fr"
) -> str:
    """Return « 25,80 €/kg »; raises ValueError as `unit_price` does."""
    per_unit = unit_price(price, net_quantity, unit)
    return f"{format_price(per_unit.price, locale)}/{per_unit.unit.label}"


def parse_price(text: str) -> Decimal:
    """Read a price as French people type it: comma or dot, spaces, with or without the sign.

    Raises ValueError for anything else, for a negative price and for a fraction of a cent.
    """
    match = _TYPED_PRICE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a price: {text!r}")
    euros = re.sub(r"\s", "", match["euros"])
    return Decimal(f"{euros}.{match['cents'] or 0}").quantize(CENT)
