"""Who sells: shops, their people and what the law asks to know of them."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.legal.identity import LegalForm, VatRegime, validate_rna, validate_siren
from shops.queries import ShopQuerySet


class Shop(models.Model):
    class Kind(models.TextChoices):
        SHOP = "shop", _("Shop")
        ARTISAN = "artisan", _("Artisan")
        PRODUCER = "producer", _("Producer")
        CLUB = "club", _("Association")

    class Mode(models.TextChoices):
        SHOWCASE = "showcase", _("Showcase")
        SALES = "sales", _("Sales")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        NEEDS_INFORMATION = "needs_information", _("Needs information")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")

    class OnPublicHolidays(models.TextChoices):
        ASK = "ask", _("ask me ten days before; without an answer, open as usual")
        OPEN = "open", _("open as usual")
        CLOSED = "closed", _("closed")

    partner = models.OneToOneField("partner.Partner", models.PROTECT, related_name="shop")
    territory = models.ForeignKey("territories.Territory", models.PROTECT, related_name="shops")
    town = models.ForeignKey(
        "territories.Town", models.PROTECT, related_name="shops", verbose_name=_("town")
    )
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SHOP)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode, default=Mode.SALES)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    trade = models.CharField(_("trade"), max_length=100)
    tagline = models.CharField(_("in one line"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    picture = models.CharField(_("picture"), max_length=200, blank=True)
    address = models.TextField(_("address"))
    postcode = models.CharField(_("postcode"), max_length=10)
    phone = models.CharField(_("telephone"), max_length=20)
    email = models.EmailField(_("email"))

    # What a shopper must know of the seller before ordering (C. conso L111-1, L221-5, L616-1).
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=20, choices=LegalForm, blank=True)
    siren = models.CharField(
        _("SIREN number"), max_length=9, blank=True, validators=[validate_siren]
    )
    rna = models.CharField(_("RNA number"), max_length=10, blank=True, validators=[validate_rna])
    vat_number = models.CharField(
        _("VAT number"), max_length=13, blank=True, validators=[RegexValidator(r"^FR\w{2}\d{9}$")]
    )
    mediator_name = models.CharField(_("consumer mediator"), max_length=200, blank=True)
    mediator_address = models.TextField(_("address of the mediator"), blank=True)
    mediator_website = models.URLField(_("website of the mediator"), blank=True)
    uses_model_terms = models.BooleanField(_("sells under the site's model terms"), default=True)
    own_terms = models.TextField(_("own terms of sale"), blank=True)
    on_public_holidays = models.CharField(
        _("on public holidays"),
        max_length=10,
        choices=OnPublicHolidays,
        default=OnPublicHolidays.ASK,
    )
    means_of_payment = models.JSONField(_("means of payment in store"), default=list, blank=True)

    # Who asked to sell here: known before anybody is a member, see shops.admission.
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    applicant_email = models.EmailField(_("applicant’s email"), blank=True)
    applicant_first_name = models.CharField(
        _("applicant’s first name"), max_length=100, blank=True
    )
    applicant_last_name = models.CharField(_("applicant’s last name"), max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ShopQuerySet.as_manager()

    class Meta:
        verbose_name = _("shop")
        verbose_name_plural = _("shops")
        ordering = ["name"]
        indexes = [models.Index(fields=["territory", "status"], name="shops_shop_by_territory")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("storefront:shop", args=[self.slug])

    @property
    def applicant_address(self) -> str:
        """The mailbox that hears of the application; the shop's own for one made at the desk."""
        return self.applicant_email or self.email

    @property
    def sells(self) -> bool:
        """Say whether the shop takes orders on the site at all; a showcase shop does not."""
        return self.mode == self.Mode.SALES

    @property
    def is_visible(self) -> bool:
        """Say what ShopQuerySet.visible asks of the database."""
        return self.status == self.Status.APPROVED

    @property
    def zone(self):
        return self.territory.zone

    def vat_regime_on(self, day: date) -> str:
        """Return the VAT regime in force on a day; empty before the first one is known."""
        known = [status for status in self.vat_statuses.all() if status.since <= day]
        return max(known, key=lambda status: status.since).regime if known else ""


class ShopMember(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        STAFF = "staff", _("Team")

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="shop_memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.OWNER)

    class Meta:
        verbose_name = _("member of a shop")
        verbose_name_plural = _("members of shops")
        constraints = [models.UniqueConstraint("shop", "user", name="shops_member_once")]

    def __str__(self):
        return f"{self.user} · {self.shop}"


class VatStatus(models.Model):
    """A shop's VAT regime from a day on; an order uses the one in force on its day."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="vat_statuses")
    regime = models.CharField(_("VAT regime"), max_length=20, choices=VatRegime)
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("VAT regime")
        verbose_name_plural = _("VAT regimes")
        ordering = ["since"]
        constraints = [models.UniqueConstraint("shop", "since", name="shops_vat_once_a_day")]

    def __str__(self):
        return f"{self.get_regime_display()} ({self.since})"


class ShopTransition(models.Model):
    """Who changed a shop's status, when, and why; only ever added to."""

    shop = models.ForeignKey(Shop, models.CASCADE, related_name="transitions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    from_status = models.CharField(max_length=20, choices=Shop.Status)
    to_status = models.CharField(max_length=20, choices=Shop.Status)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of a shop's status")
        verbose_name_plural = _("changes of shops' status")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.shop}: {self.from_status} -> {self.to_status}"
