"""Who follows what."""

from __future__ import annotations

from django.db.models import QuerySet

from marketplace.accounts.models import User
from shops.models import Shop


def followers_of(shop: Shop) -> QuerySet[User]:
    """Return the people with an active account who follow a shop.

    For mails, keep those who want them: `preferences.who_want(followers_of(shop), kind)`.
    """
    return User.objects.filter(favourites__shop=shop, is_active=True)
