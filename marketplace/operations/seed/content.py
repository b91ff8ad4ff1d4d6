"""What the demo says, read from the files beside: a folder a territory, a file a shop."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.utils.text import slugify

DEMO = Path(__file__).parents[1] / "demo"
# A variant has its own title, price and stock; its text and picture are the product's.
OF_PARENT = {
    *("slug", "title", "description", "picture", "status", "category", "also", "variants"),
    "options",
}


def territory_contents() -> list[dict[str, Any]]:
    """Return the territories; first the one that answers on any host."""
    contents = [_read(path) for path in sorted(DEMO.glob("*/territory.toml"))]
    return sorted(contents, key=lambda content: "host" in content["territory"])


def other_hosts() -> list[tuple[str, str]]:
    """Return name and host of the territories that have a host of their own."""
    facts = [content["territory"] for content in territory_contents()]
    return [(one["name"], one["host"]) for one in facts if "host" in one]


def shop_contents(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a territory's shops, each with its products, in the order of their files' names."""
    folder = DEMO / content["territory"]["slug"] / "shops"
    return [_shop(_read(path), content["mediator"]) for path in sorted(folder.glob("*.toml"))]


def page_contents(content: dict[str, Any]) -> dict[str, Any]:
    """Return what a territory's pages say; nothing where it has no such file."""
    path = DEMO / content["territory"]["slug"] / "pages.toml"
    return _read(path) if path.exists() else {}


def illustrations() -> set[str]:
    """Return the names of all pictures that shops, products and pages show."""
    return {name for content in territory_contents() for name in _pictures_of(content)}


def picture_path(name: str) -> Path:
    return DEMO / "pictures" / f"{name}.jpg"


def _pictures_of(content: dict[str, Any]) -> set[str]:
    shops = shop_contents(content)
    shown = [thing for shop in shops for thing in (shop["shop"], *shop["products"], *shop["news"])]
    shown += [page for kind in page_contents(content).values() for page in kind]
    return {thing["picture"] for thing in shown if "picture" in thing}


def _shop(content: dict[str, Any], mediator: dict[str, Any]) -> dict[str, Any]:
    """Fill in what the file leaves out because it is the same for many."""
    defaults = content.get("defaults", {})
    products = [_product(defaults | facts) for facts in content.get("products", [])]
    return content | {
        "legal": mediator | content["legal"],
        "hours": _each_weekday(content.get("hours", [])),
        "slots": _each_weekday(content.get("slots", [])),
        "products": products,
        "news": content.get("news", []),
    }


def _product(facts: dict[str, Any]) -> dict[str, Any]:
    product = {"slug": slugify(facts["title"]), **facts}
    same = {name: value for name, value in product.items() if name not in OF_PARENT}
    product["variants"] = [
        {"slug": f"{product['slug']}-{slugify(variant['title'])}", **same, **variant}
        for variant in facts.get("variants", [])
    ]
    return product


def _each_weekday(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "weekday": weekday} for row in rows for weekday in row["weekdays"]]


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
