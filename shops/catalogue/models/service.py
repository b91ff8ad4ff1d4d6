"""A service: how long it lasts, and the chair, the table or the room that it takes meanwhile."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

# Time is taken in whole steps of so many minutes; a day's work is the longest service.
STEP_MINUTES = 5
MOST_MINUTES = 600
MOST_CANCEL_HOURS = 168
MOST_RESOURCES = 200


class Resource(models.Model):
    """What a shop's services take while they last: so many chairs, tables, rooms, people."""

    shop = models.ForeignKey("shops.Shop", models.CASCADE, related_name="resources")
    name = models.CharField(_("what it takes"), max_length=40)
    quantity = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MaxValueValidator(MOST_RESOURCES)]
    )

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("shop", Lower("name"), name="shop_catalogue_resource_once"),
        ]

    def __str__(self):
        return self.name


class ServiceTerms(models.Model):
    """Makes a product a service: it begins when its slot does. Each variant has its own row."""

    product = models.OneToOneField(
        "catalogue.Product", models.CASCADE, related_name="service_terms"
    )
    resource = models.ForeignKey(Resource, models.PROTECT, related_name="services")
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration, in minutes"),
        validators=[MinValueValidator(STEP_MINUTES), MaxValueValidator(MOST_MINUTES)],
    )
    # Who cancels later than this telephones.
    cancel_hours = models.PositiveSmallIntegerField(
        _("hours before which one can cancel"),
        default=0,
        validators=[MaxValueValidator(MOST_CANCEL_HOURS)],
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_minutes__gte=STEP_MINUTES),
                name="shop_catalogue_service_lasts",
            ),
        ]

    def __str__(self):
        return f"{self.product}: {self.duration_minutes} min"


class ResourceTime(models.Model):
    """One step of a resource's time (UTC), and how many of it are taken then.

    Without a row, all are free. `planned` is how many the shop has; `quantity` is never below
    what is taken.
    """

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="times")
    start = models.DateTimeField()
    planned = models.PositiveSmallIntegerField()
    quantity = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("time of a resource")
        verbose_name_plural = _("times of resources")
        constraints = [
            models.UniqueConstraint("resource", "start", name="shop_catalogue_time_once"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("quantity")), name="shop_catalogue_time_never_overtaken"
            ),
        ]

    def __str__(self):
        return f"{self.resource_id} {self.start:%Y-%m-%d %H:%M}: {self.taken}/{self.planned}"
