"""The themes that a territory may choose from: those whose theme.toml passes the checks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from themes.checks import faults_of
from themes.loaders import THEMES_DIR


@dataclass(frozen=True)
class Theme:
    slug: str
    name: str
    colours: dict[str, str]


def available_themes(*, folder: Path = THEMES_DIR) -> list[Theme]:
    """Return the sound themes, by name."""
    found = [_read(path) for path in folder.iterdir() if (path / "theme.toml").is_file()]
    return sorted((theme for theme in found if theme), key=lambda theme: theme.name)


def _read(path: Path) -> Theme | None:
    if any(faults_of(path)):
        return None
    facts = tomllib.loads((path / "theme.toml").read_text(encoding="utf-8"))
    colours = {name: str(colour) for name, colour in facts["colours"].items()}
    return Theme(slug=path.name, name=str(facts["name"]), colours=colours)
