"""The colours of a theme as the browser will see them, read from its tokens.

Mails cannot use a stylesheet and the system check has no eyes: both ask here, so that tokens.css
stays the only place where a colour is written.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from themes.current import DEFAULT_THEME
from themes.loaders import THEMES_DIR

TOKENS = "css/tokens.css"
DARK = re.compile(r"@media \(prefers-color-scheme: dark\)\s*\{\s*:root\s*\{([^}]*)\}\s*\}")
DECLARATION = re.compile(r"--([\w-]+):\s*([^;]+);")

# Text on its ground, as the components put them together.
TEXT_PAIRS = [
    (text, ground)
    for text, grounds in {
        "ink": "paper card wash brand-wash accent-wash g1 g4",
        "muted": "paper card wash brand-wash",
        "brand": "paper card wash brand-wash",
        "brand-ink": "brand",
        "accent": "paper card wash accent-wash",
        "ok": "paper card wash g4",
        "wait": "paper card wash g1",
        "stop": "paper card accent-wash",
        "honey-ink": "honey",
    }.items()
    for ground in grounds.split()
]


class Palette(NamedTuple):
    """Token names with "_" for "-", so that templates can say `look.light.brand_ink`."""

    light: dict[str, str]
    dark: dict[str, str]


class Declared(NamedTuple):
    light: dict[str, str]
    dark: dict[str, str]


@cache
def palette(theme: str) -> Palette:
    """Return a theme's colours; those of the default theme where it says nothing."""
    return palette_of(THEMES_DIR / theme)


def palette_of(theme: Path) -> Palette:
    """Lay a theme's tokens over the default ones in the order of the stylesheets."""
    base = declared(THEMES_DIR / DEFAULT_THEME / "static" / TOKENS)
    own = declared(theme / "static" / TOKENS)
    return Palette(
        light=_colours(base.light | own.light),
        dark=_colours(base.light | base.dark | own.light | own.dark),
    )


def declared(stylesheet: Path) -> Declared:
    """Return the custom properties of a tokens file; none where there is no file."""
    css = stylesheet.read_text(encoding="utf-8") if stylesheet.is_file() else ""
    dark = "".join(DARK.findall(css))
    return Declared(dict(DECLARATION.findall(DARK.sub("", css))), dict(DECLARATION.findall(dark)))


def _colours(tokens: dict[str, str]) -> dict[str, str]:
    return {
        name.replace("-", "_"): value.lower()
        for name, value in tokens.items()
        if re.fullmatch(r"#[0-9a-fA-F]{6}", value)
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2 (1 to 21) between two colours such as #1f5a43."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
