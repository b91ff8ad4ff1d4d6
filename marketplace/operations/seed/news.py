"""What shops tell; made once, and then the shop's own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from marketplace.operations.seed.pictures import copy_illustration, is_stored
from shops.models import Shop
from shops.news.services import publish_news


def seed_news(shop: Shop, news: list[dict[str, Any]], *, now: datetime) -> None:
    """Publish a shop's news; days count from the day of `now`. A shop that has some keeps it."""
    if shop.news.exists():
        return
    for position, facts in enumerate(news):
        publish_news(
            shop=shop,
            title=facts["title"],
            text=facts["text"].strip(),
            picture=_picture(shop, facts, position),
            now=now - timedelta(days=facts["days_ago"]),
        )


def _picture(shop: Shop, facts: dict[str, Any], position: int) -> str:
    if not is_stored(facts.get("picture", "")):
        return ""
    return copy_illustration(facts["picture"], to=f"news/{shop.slug[:20]}-{position}")
