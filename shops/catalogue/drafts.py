"""What is said of a product before it is one; the same for a form, an import and a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class ProductDraft:
    """A product as a shopkeeper describes it.

    price: TTC, in euros; available: units that can be ordered, None for made or fetched on order;
    allergens: codes, empty for none, None for not stated; net_quantity: in `unit`.
    sold_by_weight: the net quantity is a portion's, in g or kg, and the price an estimate, which
    the scales may pass by weight_tolerance hundredths without a question.
    """

    title: str
    price: Decimal | None
    available: int | None
    vat_rate: Decimal
    withdrawal_regime: str = "normal"
    description: str = ""
    categories: list = field(default_factory=list)
    shelf: str = ""
    net_quantity: Decimal | None = None
    unit: str = ""
    sold_by_weight: bool = False
    weight_tolerance: int = 10
    is_food: bool = False
    allergens: list[str] | None = None
    ingredients: str = ""
    origin: str = ""
    storage: str = ""
    manufacturer: str = ""
    ean: str = ""
    is_alcohol: bool = False
    slug: str = ""


# What goes to the product as it stands in the draft.
PRODUCT_FIELDS = (
    "title",
    "description",
    "shelf",
    "vat_rate",
    "withdrawal_regime",
    "net_quantity",
    "unit",
    "sold_by_weight",
    "weight_tolerance",
    "is_food",
    "allergens",
    "ingredients",
    "origin",
    "storage",
    "manufacturer",
    "ean",
    "is_alcohol",
)
