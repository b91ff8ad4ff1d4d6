"""Which products: shown, sold, someone's own; and what a page of them needs, in few queries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from oscar.apps.catalogue.managers import ProductQuerySet as OscarProductQuerySet

from shops.catalogue.search import normalise

if TYPE_CHECKING:
    from marketplace.territories.models import Territory
    from shops.catalogue.models import PreorderCampaign
    from shops.models import Shop


class ProductQuerySet(OscarProductQuerySet):
    def for_shop(self, shop: Shop) -> ProductQuerySet:
        return self.filter(shop=shop)

    def listed(self) -> ProductQuerySet:
        """Return what lists show: a variant stands behind its parent."""
        return self.exclude(structure=self.model.CHILD)

    def published(self) -> ProductQuerySet:
        """Return published products of visible shops."""
        return self.filter(status="published", shop__status="approved")

    def in_territory(self, territory: Territory) -> ProductQuerySet:
        return self.filter(shop__territory=territory)

    def sellable(self) -> ProductQuerySet:
        """Return what can be put in a basket now: published, in a shop open to orders."""
        shops = apps.get_model("shops", "Shop").objects.open_to_orders()
        whole = Q(parent=None) | Q(parent__status="published")
        return self.filter(whole, status="published", shop__in=shops).exclude(
            structure=self.model.PARENT
        )

    def in_category(self, category) -> ProductQuerySet:
        """Return products of a category or of one below it."""
        placed = apps.get_model("catalogue", "ProductCategory").objects
        below = placed.filter(category__path__startswith=category.path)
        return self.filter(pk__in=below.values("product_id"))

    def matching(self, words: str) -> ProductQuerySet:
        """Return products whose title, shop, town or shelf hold every word asked for."""
        found = self
        for word in normalise(words).split():
            found = found.filter(Q(search_text__contains=word))
        return found


def days_of_campaigns(shop: Shop) -> list[tuple[PreorderCampaign, list[tuple[date, int, int]]]]:
    """Return a shop's campaigns, the latest first, each with day, units taken, units planned."""
    found = list(shop.campaigns.prefetch_related("lines__product__parent"))
    products = {line.product_id for one in found for line in one.lines.all()}
    quotas = apps.get_model("shop_catalogue", "DailyQuota").objects.filter(
        stockrecord__product__in=products
    )
    known = quotas.select_related("stockrecord")
    taken = {(quota.stockrecord.product_id, quota.day): quota for quota in known}
    return [
        (one, [_total_of(day, list(one.lines.all()), taken) for day in one.dates]) for one in found
    ]


def _total_of(day: date, lines: list, quotas: dict) -> tuple[date, int, int]:
    mine = [quota for line in lines if (quota := quotas.get((line.product_id, day)))]
    return day, sum(one.taken for one in mine), sum(one.planned for one in mine)
