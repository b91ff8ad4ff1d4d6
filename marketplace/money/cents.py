from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def to_cents(amount: Decimal) -> int:
    """Return an amount in euros as whole cents.

    Raises ValueError for a fraction of a cent: who converts must have rounded, knowingly.
    """
    cents = amount.scaleb(2)
    if not cents.is_finite() or cents != cents.to_integral_value():
        raise ValueError(f"not a whole number of cents: {amount}")
    return int(cents)


def from_cents(cents: int) -> Decimal:
    """Return whole cents as an amount in euros, with its two decimals."""
    return Decimal(cents).scaleb(-2)


def round_to_cents(amount: Decimal) -> Decimal:
    """Round an amount in euros half up, as invoices do (not half to even, Python's default)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
