"""Oscar's product, belonging to exactly one shop, with what food and consumer law ask of it."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.abstract_models import AbstractCategory, AbstractProduct

from marketplace.images.thumbnailer import MissingImage
from marketplace.legal.allergens import describe_allergens
from marketplace.legal.identity import VatRate
from marketplace.legal.withdrawal import WithdrawalRegime
from marketplace.money import Unit
from shops.catalogue.queries import ProductQuerySet
from shops.catalogue.search import TITLE_LETTERS


class Category(AbstractCategory):
    # Known food must state its allergens; holds for the categories below too.
    is_food = models.BooleanField(_("food"), default=False)

    def get_absolute_url(self):
        return reverse("storefront:category", args=[self.slug])


class Product(AbstractProduct):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    shop = models.ForeignKey("shops.Shop", models.PROTECT, related_name="products")
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, db_index=True
    )
    ean = models.CharField(_("EAN"), max_length=14, blank=True)
    shelf = models.CharField(
        _("shop's own shelf"),
        max_length=255,
        blank=True,
        help_text=_("The shop's own name for a shelf; its page is looked through by them."),
    )
    vat_rate = models.DecimalField(
        _("VAT rate"), max_digits=4, decimal_places=1, choices=VatRate.choices
    )
    withdrawal_regime = models.CharField(
        _("right of withdrawal"), max_length=20, choices=WithdrawalRegime
    )
    net_quantity = models.DecimalField(
        _("net quantity"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, blank=True)
    # Weighed when the order is prepared: the net quantity is what a portion is said to weigh, the
    # price an estimate, which the scales may pass by so many hundredths without a question.
    sold_by_weight = models.BooleanField(_("sold by weight"), default=False)
    weight_tolerance = models.PositiveSmallIntegerField(
        _("margin above the estimate, in %"), default=10
    )
    is_food = models.BooleanField(_("food"), default=False)
    # A list of codes; empty: « aucun »; null: « non renseigné », which blocks publishing.
    allergens = models.JSONField(_("allergens"), null=True, blank=True)
    ingredients = models.TextField(_("ingredients"), blank=True)
    origin = models.CharField(_("origin"), max_length=200, blank=True)
    storage = models.CharField(_("storage"), max_length=200, blank=True)
    manufacturer = models.TextField(_("manufacturer: name, address, email"), blank=True)
    is_alcohol = models.BooleanField(_("alcoholic drink"), default=False)
    # How much work one unit is, against what a slot can take (pickup.slots); none: ready made.
    preparation_weight = models.PositiveSmallIntegerField(_("work to prepare one"), default=1)
    # Put aside for who wants to see it first, without obligation (pickup.reservations).
    can_be_reserved = models.BooleanField(_("can be reserved without obligation"), default=False)
    # What can be chosen; see shops.catalogue.options. Oscar has `options` for its own.
    own_options = models.JSONField(_("options"), default=list, blank=True)
    # Taken off sale by a decision on a report, until the decision is lifted (DSA art. 17).
    withheld_since = models.DateTimeField(_("withheld since"), null=True, blank=True)
    # Title, shop, town and shelf without accents or plurals; see shops.catalogue.search.
    search_text = models.TextField(blank=True, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta(AbstractProduct.Meta):
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint("slug", name="catalogue_product_slug_once"),
            models.UniqueConstraint(
                "shop", "ean", condition=~Q(ean=""), name="catalogue_product_ean_once_a_shop"
            ),
            # Alcohol stays out until its statutory banner exists (CSP L3342-1 and L3342-4).
            models.CheckConstraint(
                condition=Q(is_alcohol=False) | ~Q(status="published"),
                name="catalogue_product_no_alcohol_yet",
            ),
            models.CheckConstraint(
                condition=Q(is_food=False) | Q(allergens__isnull=False) | ~Q(status="published"),
                name="catalogue_product_food_states_allergens",
            ),
            models.CheckConstraint(
                condition=Q(sold_by_weight=False)
                | Q(unit__in=[Unit.GRAM, Unit.KILOGRAM], net_quantity__gte=Decimal("0.001")),
                name="catalogue_product_weighed_has_weight",
            ),
            models.CheckConstraint(
                condition=Q(weight_tolerance__lte=50),
                name="catalogue_product_weight_tolerance_is_moderate",
            ),
            models.CheckConstraint(
                condition=Q(withheld_since=None) | ~Q(status="published"),
                name="catalogue_product_withheld_is_not_shown",
            ),
        ]
        indexes = [
            models.Index(fields=["shop", "status"], name="catalogue_product_by_shop"),
            # The first page of a list is read in this order, without sorting all the others.
            models.Index(
                Left("search_text", TITLE_LETTERS), "id", name="catalogue_product_by_title"
            ),
        ]

    def get_absolute_url(self):
        return reverse("storefront:product", args=[self.slug])

    def get_missing_image(self):
        """Return the placeholder; Oscar's would link a file into the uploads."""
        return MissingImage()

    @property
    def picture_name(self) -> str:
        """Return the storage name of the first picture; empty without one."""
        image = next(iter(self.images.all()), None)
        return image.original.name if image else ""

    @property
    def allergens_text(self) -> str:
        return describe_allergens(self.allergens)

    @property
    def portion_grams(self) -> int:
        """Return what a portion is said to weigh, at least one gram; 0 for what is not weighed."""
        if not self.sold_by_weight or not self.net_quantity:
            return 0
        grams = self.net_quantity * (1000 if self.unit == Unit.KILOGRAM else 1)
        return max(1, int(grams.to_integral_value(ROUND_HALF_UP)))

    @property
    def is_on_sale(self) -> bool:
        """Say whether the product is shown; a variant needs its parent's being so too."""
        shown = self.status == self.Status.PUBLISHED
        return shown and (not self.is_child or self.parent.status == self.Status.PUBLISHED)


from oscar.apps.catalogue.models import *  # noqa: E402  (Oscar's way: own models first)
