"""Who edits a territory's pages: groups and a folder of pictures."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditorialTeam(models.Model):
    """The rights of one territory's editors; `marketplace.pages.services` makes and fills it."""

    territory = models.OneToOneField(
        "territories.Territory", models.CASCADE, related_name="editorial_team"
    )
    editors = models.OneToOneField(
        "auth.Group", models.PROTECT, related_name="editors_of", verbose_name=_("editors")
    )
    desk = models.OneToOneField(
        "auth.Group", models.PROTECT, related_name="desk_of", verbose_name=_("association’s desk")
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", models.PROTECT, related_name="+", verbose_name=_("pictures")
    )

    class Meta:
        verbose_name = _("editorial team")
        verbose_name_plural = _("editorial teams")

    def __str__(self):
        return str(self.territory)
