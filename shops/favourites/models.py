"""The shops and products that a person keeps at hand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Favourite(models.Model):
    """One shop followed, or one product kept; to follow a shop is to hear its news."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourites")
    shop = models.ForeignKey(
        "shops.Shop", models.CASCADE, null=True, blank=True, related_name="favourites"
    )
    product = models.ForeignKey(
        "catalogue.Product", models.CASCADE, null=True, blank=True, related_name="favourites"
    )
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shop__isnull=False, product__isnull=True)
                | Q(shop__isnull=True, product__isnull=False),
                name="shop_favourites_one_target",
            ),
            models.UniqueConstraint("user", "shop", name="shop_favourites_shop_once"),
            models.UniqueConstraint("user", "product", name="shop_favourites_product_once"),
        ]

    def __str__(self):
        return f"{self.user} · {self.shop or self.product}"
