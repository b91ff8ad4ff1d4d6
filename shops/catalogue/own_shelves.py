"""A shop's products on its own shelves; where it has named none, on those of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.text import slugify
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from shops.catalogue.queries import ProductQuerySet
from shops.catalogue.search import normalise

if TYPE_CHECKING:
    from shops.models import Shop

Product = get_model("catalogue", "Product")

MAX_NAME = 60
# With fewer there is nothing to choose from.
WORTH_SHOWING = 2
OTHERS = "autres"


@dataclass(frozen=True)
class OwnShelf:
    """One shelf: what its address calls it, its name, and the keys of what lies on it."""

    slug: str
    name: str
    products: frozenset[int]


@dataclass(frozen=True)
class OwnShelves:
    """All the keys, and the shelves if there are enough to choose from."""

    products: frozenset[int]
    shelves: list[OwnShelf]


class _Row(NamedTuple):
    """A product in one of its categories."""

    pk: int
    shelf: str
    category: str | None
    slug: str | None
    path: str | None
    is_public: bool | None
    ancestors_are_public: bool | None


OF_CATEGORY = ("name", "slug", "path", "is_public", "ancestors_are_public")


def shelves_of(products: ProductQuerySet) -> OwnShelves:
    """Sort products of one shop onto shelves, in one query of few columns.

    Shelves whose names sound alike are one, under the name used most. What lies on none stands
    on a last one, « Autres ».
    """
    columns = (f"categories__{name}" for name in OF_CATEGORY)
    rows = [_Row(*row) for row in products.order_by().values_list("pk", "shelf", *columns)]
    own = _own(rows)
    shelves = own if any(row.shelf for row in rows) else _of_the_site(rows)
    everything = frozenset(row.pk for row in rows)
    return OwnShelves(everything, shelves if len(shelves) >= WORTH_SHOWING else [])


def shelf_names(shop: Shop) -> list[str]:
    """Return the names that a shop has given its shelves, as suggestions for the next product."""
    products = Product.objects.for_shop(shop).exclude(shelf="").exclude(status="archived")
    rows = products.order_by().values_list("pk", "shelf")
    return sorted((shelf.name for shelf in _named(rows)), key=normalise)


def _own(rows: Iterable[_Row]) -> list[OwnShelf]:
    shelves = sorted(_named((row.pk, row.shelf) for row in rows), key=_sound)
    placed = {pk for shelf in shelves for pk in shelf.products}
    others = frozenset(row.pk for row in rows) - placed
    if not others or len(shelves) < WORTH_SHOWING:
        return shelves
    # A shop may have called a shelf so itself.
    its_own = [shelf for shelf in shelves if shelf.slug == OTHERS]
    together = others.union(*(shelf.products for shelf in its_own))
    last = OwnShelf(OTHERS, its_own[0].name if its_own else _("Others"), together)
    return [*(shelf for shelf in shelves if shelf not in its_own), last]


def _named(pairs: Iterable[tuple[int, str]]) -> list[OwnShelf]:
    """Gather keys of products by the name of their shelf; a name without letters is none."""
    keys: dict[str, set[int]] = {}
    spellings: dict[str, Counter[str]] = {}
    for pk, name in set(pairs):
        if slug := slugify(name):
            keys.setdefault(slug, set()).add(pk)
            spellings.setdefault(slug, Counter())[name] += 1
    return [
        OwnShelf(slug, _used_most(names), frozenset(keys[slug]))
        for slug, names in spellings.items()
    ]


def _used_most(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], name))


def _of_the_site(rows: Iterable[_Row]) -> list[OwnShelf]:
    keys: dict[tuple[str, str, str], set[int]] = {}
    for row in rows:
        if row.path and row.is_public and row.ancestors_are_public:
            keys.setdefault((row.path, row.slug or "", row.category or ""), set()).add(row.pk)
    return [
        OwnShelf(slug, name, frozenset(keys[path, slug, name]))
        for path, slug, name in sorted(keys)
    ]


def _sound(shelf: OwnShelf) -> str:
    return normalise(shelf.name)
