"""The letters of posters and shared pictures; they come with the theme, see its OFL.txt."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache
from pathlib import Path

from PIL import ImageFont

from themes.current import DEFAULT_THEME
from themes.loaders import THEMES_DIR

# What the files hold: Latin letters of Europe, French punctuation with its spaces, the euro.
KNOWN = re.compile(
    "[ -~\u00a0-\u0148\u014a-\u017e\u0218-\u021b\u202f\u2010\u2012-\u2014"
    "\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2212]"
)
_MEASURED_AT = 1000  # pixels an em: widths come out in thousandths


class Font(Enum):
    TITLE = "Alegreya-Bold"
    TEXT = "AlegreyaSans-Regular"
    STRONG = "AlegreyaSans-Bold"

    @property
    def path(self) -> Path:
        return THEMES_DIR / DEFAULT_THEME / "fonts" / f"{self.value}.ttf"


# Of an em: how high capitals stand above the line they are written on.
CAPITALS = 0.64


def printable(text: str) -> str:
    """Return the text as the fonts can write it: accents on unknown letters go, symbols too."""
    letters = (_known(letter) for letter in unicodedata.normalize("NFC", text))
    return re.sub(" +", " ", "".join(letters)).strip(" ")


def width_of(text: str, font: Font) -> float:
    """Return the width of a text in ems; letters stand side by side, without kerning."""
    return _measure(font).getlength(text) / _MEASURED_AT


@cache
def at_size(font: Font, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font.path, pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def _measure(font: Font) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font.path, _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


def _known(letter: str) -> str:
    if letter.isspace() and not KNOWN.match(letter):
        return " "
    plain = unicodedata.normalize("NFKD", letter)
    return next((one for one in (letter, plain[0]) if KNOWN.match(one)), "")
