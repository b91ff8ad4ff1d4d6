"""Oscar's own apps as the site uses them: models and order creation, no view and no URL."""

from oscar.core.application import OscarConfig


class OfferModels(OscarConfig):
    """Baskets and orders point to these tables; no offer is ever applied (docs/adr/0002)."""

    name = "oscar.apps.offer"
    label = "offer"
    default = False
