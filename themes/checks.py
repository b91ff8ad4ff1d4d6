"""Every theme says its name, colours, fonts and logo, what it names is there, and can be read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.core.checks import Error

from themes.loaders import THEMES_DIR
from themes.palette import TEXT_PAIRS, contrast, palette_of

COLOURS = {"paper", "ink", "brand", "accent"}
FONTS = {"serif", "sans"}
HEX = re.compile(r"#[0-9a-f]{6}")
# WCAG 2.2, 1.4.3: text of normal size.
READABLE = 4.5


def check_themes(app_configs=None, *, folder: Path = THEMES_DIR, **kwargs) -> list[Error]:
    return [
        Error(f"{theme.name}: {fault}", hint="See themes/default/theme.toml.", id="themes.E001")
        for theme in sorted(folder.iterdir())
        if (theme / "templates").is_dir()
        for fault in (*faults_of(theme), *pale_texts(theme))
    ]


def faults_of(theme: Path) -> Iterator[str]:
    """Yield what is missing or wrong in a theme's theme.toml."""
    try:
        facts = tomllib.loads((theme / "theme.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        yield f"theme.toml cannot be read ({error})"
        return
    if not facts.get("name"):
        yield "no name"
    colours, fonts = facts.get("colours", {}), facts.get("fonts", {})
    for missing in sorted((COLOURS - colours.keys()) | (FONTS - fonts.keys())):
        yield f"no {missing}"
    for name, colour in colours.items():
        if not HEX.fullmatch(str(colour).lower()):
            yield f"{name} is no colour such as #1f5a43"
    for key, place in (("logo", "templates"), ("tokens", "static")):
        if not facts.get(key) or not (theme / place / facts[key]).is_file():
            yield f"{key} names no file of {place}/"


def pale_texts(theme: Path) -> Iterator[str]:
    """Yield each pair of text and ground that cannot be read, in light and in dark."""
    for scheme, colours in palette_of(theme)._asdict().items():
        for text, ground in TEXT_PAIRS:
            ratio = contrast(*(colours[name.replace("-", "_")] for name in (text, ground)))
            if ratio < READABLE:
                yield f"{scheme}: {text} on {ground} has contrast {ratio:.2f}, not {READABLE}"
