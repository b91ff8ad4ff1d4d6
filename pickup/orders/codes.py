"""Codes and numbers that people read aloud and nobody guesses."""

from __future__ import annotations

import secrets
from collections.abc import Callable

# Without 0 O, 1 I L, 2 Z and 5 S, which look or sound alike: 27 signs.
ALPHABET = "346789ABCDEFGHJKMNPQRTUVWXY"
CODE_LENGTH = 6  # 28.5 bits
NUMBER_LENGTH = 10  # 47.5 bits

Chooser = Callable[[str], str]


def new_code(choose: Chooser = secrets.choice) -> str:
    """Return a collection code such as « T4R9WB »."""
    return "".join(choose(ALPHABET) for _ in range(CODE_LENGTH))


def new_number(choose: Chooser = secrets.choice) -> str:
    """Return an order number such as « 7K3M9-Q4XTA »; Oscar's would count the baskets."""
    signs = "".join(choose(ALPHABET) for _ in range(NUMBER_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def spaced(code: str) -> str:
    """Return a code in pairs, to read aloud: « T4 R9 WB »."""
    return " ".join(code[i : i + 2] for i in range(0, len(code), 2))


def read_code(typed: str) -> str:
    """Return what was meant by a typed code: capitals, no spaces or dashes."""
    return "".join(char for char in typed.upper() if char.isalnum())
