"""Where the site stands: a territory, its towns, and the association that runs it."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class Territory(models.Model):
    """One host, one Wagtail site, one theme."""

    class TaxZone(models.TextChoices):
        MAINLAND = "mainland", _("Mainland France")
        CORSICA = "corsica", _("Corsica")
        OVERSEAS = "overseas", _("Guadeloupe, Martinique, Réunion")
        NONE = "none", _("No VAT (Guyane, Mayotte)")

    class SchoolZone(models.TextChoices):
        A = "A", _("Zone A")
        B = "B", _("Zone B")
        C = "C", _("Zone C")

    site = models.OneToOneField("wagtailcore.Site", models.PROTECT, related_name="territory")
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(unique=True)
    theme = models.SlugField(_("theme"), default="default")
    timezone = models.CharField(_("time zone"), max_length=50, default="Europe/Paris")
    tax_zone = models.CharField(
        _("tax zone"), max_length=20, choices=TaxZone, default=TaxZone.MAINLAND
    )

    # Whose public holidays count, as the `holidays` library names it; empty: the eleven of all.
    region = models.CharField(_("region of public holidays"), max_length=5, blank=True)
    school_zone = models.CharField(
        _("zone of school holidays"), max_length=1, choices=SchoolZone, blank=True
    )

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")

    def __str__(self):
        return self.name

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Town(models.Model):
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="towns")
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField()
    postcode = models.CharField(_("postcode"), max_length=10)
    intro = models.TextField(_("introduction"), blank=True)

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("territory", "slug", name="territories_town_slug_once"),
        ]

    def __str__(self):
        return self.name


class Association(models.Model):
    """Who publishes the site; its legal notice comes from here."""

    class PublisherType(models.TextChoices):
        ASSOCIATION = "association", _("Association")
        PUBLIC = "public", _("Public body")

    territory = models.OneToOneField(Territory, models.PROTECT, related_name="association")
    name = models.CharField(_("name"), max_length=200)
    legal_form = models.CharField(_("legal form"), max_length=100)
    address = models.TextField(_("address"))
    email = models.EmailField(_("email"))
    phone = models.CharField(_("telephone"), max_length=20)
    rna = models.CharField(_("RNA number"), max_length=10, blank=True)
    siren = models.CharField(_("SIREN number"), max_length=9, blank=True)
    publication_director = models.CharField(_("publication director"), max_length=200)
    host_name = models.CharField(_("host"), max_length=200)
    host_address = models.TextField(_("address of the host"))
    publisher_type = models.CharField(
        _("publisher"),
        max_length=20,
        choices=PublisherType,
        default=PublisherType.ASSOCIATION,
    )
    open_numbers = models.BooleanField(
        _("publishes its numbers"),
        default=False,
        help_text=_("A public page shows what the shops sell together, never one of them."),
    )

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")

    def __str__(self):
        return self.name


class AssociationMember(models.Model):
    """A person who works at the association's desk."""

    association = models.ForeignKey(Association, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("member of the association's desk")
        verbose_name_plural = _("members of the association's desk")
        constraints = [
            models.UniqueConstraint("association", "user", name="territories_member_once"),
        ]

    def __str__(self):
        return f"{self.user} · {self.association}"
