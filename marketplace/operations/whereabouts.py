"""Where a person is known, for words that leave outside a request."""

from __future__ import annotations

from marketplace.accounts.models import User
from marketplace.territories.models import Territory
from pickup.orders.history import purchases_of
from shops.favourites.models import Favourite
from shops.models import Shop, ShopMember


def territory_of(user: User) -> Territory | None:
    """Return the territory of the last order, else of the last favourite, else of a shop.

    None if the person has left no trace anywhere.
    """
    last = purchases_of(user).select_related("territory__site").first()
    if last:
        return last.territory
    shop = _followed(user) or _worked_in(user)
    return shop.territory if shop else None


def _followed(user: User) -> Shop | None:
    favourites = Favourite.objects.filter(user=user).select_related(
        "shop__territory__site", "product__shop__territory__site"
    )
    last = favourites.first()
    if last is None:
        return None
    return last.product.shop if last.product else last.shop


def _worked_in(user: User) -> Shop | None:
    members = ShopMember.objects.filter(user=user).select_related("shop__territory__site")
    last = members.order_by("-pk").first()
    return last.shop if last else None
