"""Small bar charts, drawn by the server as SVG with the same numbers in a table beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 220
TOP, BOTTOM = 26, 34  # room for the numbers above and the names below
GAP = 0.28  # of a bar's place


@dataclass(frozen=True)
class Bar:
    """One bar, in the drawing's units; `name` stands below, `full_name` in the table."""

    x: float
    y: float
    width: float
    height: float
    name: str
    full_name: str
    shown: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def above(self) -> float:
        """Where the number's line stands."""
        return round(self.y - 8, 1)


@dataclass(frozen=True)
class Chart:
    key: str
    title: str
    summary: str
    unit: str
    bars: Sequence[Bar]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def base(self) -> int:
        return HEIGHT - BOTTOM

    @property
    def below(self) -> int:
        """Where the names' line stands."""
        return HEIGHT - BOTTOM + 22


@dataclass(frozen=True)
class Point:
    """One value; `shown` is how it is written, `value` None where it is not told."""

    name: str
    full_name: str
    value: float | None
    shown: str


def bar_chart(
    points: Sequence[Point], *, key: str, title: str, summary: str, unit: str = ""
) -> Chart:
    """Lay out a bar for each point; the highest fills the height, none is drawn below zero."""
    highest = max((point.value or 0 for point in points), default=0) or 1
    place = WIDTH / max(1, len(points))
    room = HEIGHT - TOP - BOTTOM
    bars = []
    for i, point in enumerate(points):
        tall = round(room * max(0, point.value or 0) / highest, 1)
        bars.append(
            Bar(
                x=round(place * (i + GAP / 2), 1),
                y=round(HEIGHT - BOTTOM - tall, 1),
                width=round(place * (1 - GAP), 1),
                height=tall,
                name=point.name,
                full_name=point.full_name,
                shown=point.shown,
            )
        )
    return Chart(key=key, title=title, summary=summary, unit=unit, bars=bars)
