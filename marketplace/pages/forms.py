"""What Wagtail's page forms check besides, and who is invited to use them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from marketplace.pages.addresses import reserved_slugs
from marketplace.pages.references import OwnReferencesForm
from marketplace.pages.territory import HOME_DEPTH, territory_of_page
from shops.desk.forms import DeskInvitationForm
from shops.desk.models import Invitation


class TerritoryPageForm(OwnReferencesForm, WagtailAdminPageForm):
    """Offer and take what belongs to the page's territory alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        town = self.fields.get("town")
        if isinstance(town, forms.ModelChoiceField):
            territory = territory_of_page(self.parent_page or self.instance)
            town.queryset = town.queryset.filter(territory=territory)

    def clean(self):
        cleaned = super().clean()
        parent = self.parent_page
        below_home = parent is not None and parent.depth == HOME_DEPTH
        if below_home and cleaned.get("slug") in reserved_slugs():
            self.add_error("slug", _("The site itself uses this address."))
        return cleaned


class EditorInvitationForm(DeskInvitationForm):
    """What the desk sends to somebody who shall write pages."""

    role = forms.CharField(
        required=False, initial=Invitation.Role.EDITOR, widget=forms.HiddenInput()
    )

    def clean_role(self) -> str:
        return Invitation.Role.EDITOR
