"""A sheet as shapes and words, drawn alike on paper (`pdf`) and on screen (`raster`).

Lengths are in the sheet's own unit: millimetres on paper, pixels in a picture. The origin is the
upper left corner; words stand on their baseline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from PIL import Image

from marketplace.storefront.publicity.fonts import CAPITALS, Font, printable, width_of

LEADING = 1.12  # of an em, from line to line
_SMALLER = 0.97  # step by which a text shrinks until it fits


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0


@dataclass(frozen=True)
class Words:
    """One line; `size` is the em."""

    x: float
    baseline: float
    text: str
    font: Font
    size: float
    colour: str

    @property
    def width(self) -> float:
        return width_of(self.text, self.font) * self.size


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels that fill a place of the same proportions."""

    x: float
    y: float
    width: float
    height: float
    pixels: Image.Image
    radius: float = 0


@dataclass
class Sheet:
    width: float
    height: float
    colour: str
    parts: list[Box | Words | Picture] = field(default_factory=list)

    def add(self, *parts: Box | Words | Picture) -> None:
        self.parts.extend(parts)

    @property
    def texts(self) -> list[str]:
        return [part.text for part in self.parts if isinstance(part, Words)]


class Stand(Enum):
    """Where a text stands in a place that is higher than it."""

    TOP = 0.0
    MIDDLE = 0.5
    BOTTOM = 1.0


@dataclass(frozen=True)
class Place:
    """Where a text must fit, however long it is."""

    x: float
    y: float
    width: float
    height: float
    stand: Stand = Stand.TOP
    centred: bool = False


@dataclass(frozen=True)
class Style:
    """How a text is set; `size` is the largest em, `lines` the most lines."""

    font: Font
    size: float
    colour: str
    lines: int = 1


def set_text(text: str, place: Place, style: Style) -> list[Words]:
    """Set a text as large as its place allows; it gets smaller rather than longer."""
    lines, size = _fitted(printable(text), place, style)
    free = place.height - _height(lines, size)
    baseline = place.y + free * place.stand.value + CAPITALS * size
    return [
        Words(
            _start(line, place, style, size),
            baseline + i * LEADING * size,
            line,
            style.font,
            size,
            style.colour,
        )
        for i, line in enumerate(lines)
    ]


def _fitted(text: str, place: Place, style: Style) -> tuple[list[str], float]:
    size = style.size
    while True:
        lines = _balanced(text, place.width / size, style.font)
        if _fits(lines, size, place, style):
            return lines, size
        size *= _SMALLER


def _fits(lines: list[str], size: float, place: Place, style: Style) -> bool:
    widest = max((width_of(line, style.font) for line in lines), default=0) * size
    low_enough = len(lines) == 1 or _height(lines, size) <= place.height
    return len(lines) <= style.lines and widest <= place.width and low_enough


def _height(lines: list[str], size: float) -> float:
    return (CAPITALS + LEADING * (len(lines) - 1)) * size


def _start(line: str, place: Place, style: Style, size: float) -> float:
    free = place.width - width_of(line, style.font) * size
    return place.x + (free / 2 if place.centred else 0)


def _balanced(text: str, width: float, font: Font) -> list[str]:
    """Break a text into lines of at most so many ems, then even them out."""
    lines = list(_broken(text, width, font))
    low, high = width / 2, width
    while high - low > width / 50:
        middle = (low + high) / 2
        if len(list(_broken(text, middle, font))) > len(lines):
            low = middle
        else:
            high, lines = middle, list(_broken(text, middle, font))
    return lines


def _broken(text: str, width: float, font: Font) -> Iterator[str]:
    """Yield lines broken at plain spaces: no-break spaces hold. A word too long stays whole."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, font) > width:
            yield line
            line = word
        else:
            line = longer
    yield line
