"""What favourites tell of a person; they go with the account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.accounts.person import Person
from shops.favourites.models import Favourite


def obstacles(person: Person) -> list[str]:
    return []


def export(person: Person) -> dict[str, Any]:
    if person.user is None:
        return {}
    kept = Favourite.objects.filter(user=person.user).select_related("shop", "product__shop")
    return {
        "favourites": [
            {
                "shop": (one.shop or one.product.shop).name,
                "product": one.product.title if one.product else "",
                "since": one.since,
            }
            for one in kept
        ]
    }


def erase(person: Person, now: datetime) -> None:
    if person.user:
        Favourite.objects.filter(user=person.user).delete()
