"""What the demo says, read from the files beside: the territory's, and one a shop."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[1] / "demo"


def territory_content() -> dict[str, Any]:
    return _read(DEMO / "territory.toml")


def shop_contents() -> list[dict[str, Any]]:
    """Return the shops, each with its products, by the names of their files."""
    return [
        {"slug": path.stem, **_read(path)} for path in sorted((DEMO / "shops").glob("*.toml"))
    ]


def picture_path(name: str) -> Path:
    return DEMO / "pictures" / name


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
