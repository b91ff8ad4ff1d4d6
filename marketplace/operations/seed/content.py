"""What the demo says, read from the files beside: the territory's, and one a shop."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[1] / "demo"


def territory_content() -> dict[str, Any]:
    return _read(DEMO / "territory.toml")


def shop_contents() -> list[dict[str, Any]]:
    """Return the shops, each with its products, in the order of their files' names."""
    return [_read(path) for path in sorted((DEMO / "shops").glob("*.toml"))]


def illustrations() -> set[str]:
    """Return the names of the pictures that shops and products show."""
    shown = [thing for shop in shop_contents() for thing in (shop["shop"], *_products(shop))]
    return {thing["picture"] for thing in shown if "picture" in thing}


def picture_path(name: str) -> Path:
    return DEMO / "pictures" / f"{name}.jpg"


def _products(shop: dict[str, Any]) -> list[dict[str, Any]]:
    return shop.get("products", [])


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
