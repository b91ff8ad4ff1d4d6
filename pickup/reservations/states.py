"""The short life of a reservation: put aside, then ended once, in one of four ways."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    KEPT = "kept", _("Put aside")
    CAME = "came", _("Came")
    NOT_CAME = "not_came", _("Did not come")
    RELEASED = "released", _("Time is over")
    CANCELLED = "cancelled", _("Given up")
