"""What a page holds before anybody edits it."""

from __future__ import annotations

from typing import Any


def default_home_body() -> list[tuple[str, dict[str, Any]]]:
    """Return the blocks of a new home: what can be had today, who is open, what is on."""
    return [
        ("products", {"rule": "today", "count": 8}),
        ("shops", {"rule": "open_now", "count": 4}),
        ("whats_on", {}),
    ]
