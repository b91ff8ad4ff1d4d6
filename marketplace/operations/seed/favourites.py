"""Whom the demo's people follow; who keeps something already is left alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.accounts.models import User
from marketplace.territories.models import Territory
from shops.favourites.services import keep
from shops.models import Shop


def seed_favourites(territory: Territory, people: list[dict[str, Any]], *, now: datetime) -> None:
    """Let people follow the shops that their facts name."""
    shops = Shop.objects.in_territory(territory)
    for facts in people:
        user = User.objects.get(email=facts["email"])
        if not user.favourites.exists():
            for shop in shops.filter(slug__in=facts.get("follows", [])):
                keep(user=user, target=shop, now=now)
