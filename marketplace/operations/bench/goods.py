"""What both shops sell in the bench: the same titles, prices, shelves and sellers; no database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SEED = 20
TREE = (4, 3, 4)  # roots, families in each, shelves in each: 64 categories in three levels
IN_STOCK = 1_000_000  # no run sells out
ASKED = 40  # products asked for in turn
ASKED_SHELVES = 8
HOT_PRODUCTS = 20  # of one shop: their buyers meet on its first slot, not on one stock row
SPREAD_SLOTS = 50
THINGS = [
    "Pain",
    "Miel",
    "Tomme",
    "Savon",
    "Couteau",
    "Écharpe",
    "Panier",
    "Jus",
    "Huile",
    "Courge",
]
KINDS = ["des bois", "de la ferme", "à l’ancienne", "doux", "fumé", "frais", "noir", "du plateau"]


@dataclass(frozen=True)
class Good:
    """One product: `seller` and `shelf` are places in the lists of shops and of last shelves."""

    number: int
    title: str
    description: str
    price: Decimal
    seller: int
    shelf: int

    @property
    def slug(self) -> str:
        return f"produit-{self.number}"


@dataclass(frozen=True)
class Shelf:
    """One category of the tree; `parent` is a slug, empty for a root."""

    name: str
    slug: str
    parent: str
    is_last: bool = False


def shelves() -> Iterator[Shelf]:
    """Yield the categories, each parent before those below it."""
    roots, families, lasts = TREE
    for a in range(roots):
        yield Shelf(f"Rayon {a}", f"rayon-{a}", "")
        for b in range(families):
            yield Shelf(f"Famille {a}-{b}", f"famille-{a}-{b}", f"rayon-{a}")
            for c in range(lasts):
                slug = f"type-{a}-{b}-{c}"
                yield Shelf(f"Type {a}-{b}-{c}", slug, f"famille-{a}-{b}", is_last=True)


def goods(count: int, *, sellers: int) -> Iterator[Good]:
    """Yield the products; the same ones at each call."""
    chance = random.Random(SEED)
    last_shelves = sum(shelf.is_last for shelf in shelves())
    for number in range(count):
        yield Good(
            number=number,
            title=f"{chance.choice(THINGS)} {chance.choice(KINDS)} n° {number}",
            description=" ".join(chance.choice(THINGS + KINDS) for _word in range(40)),
            price=Decimal(chance.randint(150, 9000)) / 100,
            seller=number % sellers,
            shelf=number % last_shelves,
        )


def asked_numbers(count: int) -> range:
    """Return the numbers of the products that are asked for in turn, spread over all sellers."""
    return range(0, count, max(1, count // ASKED + 1))
