"""Beside Oscar's catalogue: when products can be collected, what prices were, imports."""

from shops.catalogue.models.campaigns import CampaignProduct, PreorderCampaign
from shops.catalogue.models.collection import CollectionTerms, DailyQuota
from shops.catalogue.models.history import ImportedProduct, PriceHistory

__all__ = [
    "CampaignProduct",
    "CollectionTerms",
    "DailyQuota",
    "ImportedProduct",
    "PreorderCampaign",
    "PriceHistory",
]
