"""Beside Oscar's catalogue: days of products, services, what prices were, imports."""

from shops.catalogue.models.campaigns import CampaignProduct, PreorderCampaign
from shops.catalogue.models.collection import CollectionTerms, DailyQuota
from shops.catalogue.models.history import ImportedProduct, PriceHistory
from shops.catalogue.models.service import Resource, ResourceTime, ServiceTerms

__all__ = [
    "CampaignProduct",
    "CollectionTerms",
    "DailyQuota",
    "ImportedProduct",
    "PreorderCampaign",
    "PriceHistory",
    "Resource",
    "ResourceTime",
    "ServiceTerms",
]
