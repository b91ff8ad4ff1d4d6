"""Keeping and letting go of favourites; both may be said twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.accounts.models import User
from shops.favourites.models import Favourite
from shops.models import Shop


def keep(*, user: User, target: Any, now: datetime) -> None:
    """Put a shop or a product among the person's favourites."""
    Favourite.objects.get_or_create(user=user, **_place(target), defaults={"since": now})


def let_go(*, user: User, target: Any) -> None:
    Favourite.objects.filter(user=user, **_place(target)).delete()


def is_kept(*, user: User, target: Any) -> bool:
    return Favourite.objects.filter(user=user, **_place(target)).exists()


def _place(target: Any) -> dict[str, Any]:
    return {"shop": target} if isinstance(target, Shop) else {"product": target}
