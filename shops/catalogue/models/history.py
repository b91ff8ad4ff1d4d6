"""What prices were, and where imported products come from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PriceHistory(models.Model):
    """Every price asked for a product, TTC; only ever added to (C. conso L112-1-1)."""

    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="price_history")
    price_incl_tax = models.DecimalField(_("price TTC"), max_digits=12, decimal_places=2)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("former price")
        verbose_name_plural = _("former prices")
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["product", "since"], name="shop_catalogue_price_since")]

    def __str__(self):
        return f"{self.product}: {self.price_incl_tax}"


class ImportedProduct(models.Model):
    """The name that a product has in the file or web shop it came from."""

    class Source(models.TextChoices):
        SHOPIFY = "shopify", "Shopify"
        WOOCOMMERCE = "woocommerce", "WooCommerce"
        CSV = "csv", "CSV"

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="+")
    source = models.CharField(max_length=20, choices=Source)
    reference = models.CharField(max_length=255)
    product = models.OneToOneField("catalogue.Product", models.CASCADE, related_name="imported")
    # Units in the file when it was last read; None: on order.
    stock = models.IntegerField(null=True, blank=True)
    # Addresses of pictures, fetched when somebody asks for it, never while importing.
    image_urls = models.JSONField(default=list, blank=True)
    # What the last import brought, so that the same file changes nothing.
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("imported product")
        verbose_name_plural = _("imported products")
        constraints = [
            models.UniqueConstraint(
                "shop", "source", "reference", name="shop_catalogue_imported_once"
            ),
            models.CheckConstraint(
                condition=~Q(reference=""), name="shop_catalogue_imported_has_reference"
            ),
        ]

    def __str__(self):
        return f"{self.source}:{self.reference}"
