"""Numbers as they come in fields that no form checks."""

from __future__ import annotations


def whole_number(text) -> int | None:
    """Read a whole number of at most six digits; None for anything else."""
    text = (text or "").strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) <= 9 else None
