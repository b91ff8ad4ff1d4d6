"""Choosers of live things for blocks: an editor sees those of the own territory alone."""

from __future__ import annotations

from django import forms
from django.apps import apps
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

from marketplace.pages.territory import edited_territories

# What may be chosen, by model: only what visitors see.
_SHOWN = {
    "shops.Shop": lambda things: things.visible().select_related("town"),
    "catalogue.Product": lambda things: things.published().listed().select_related("shop"),
    "territories.Town": lambda things: things.all(),
    "catalogue.Category": lambda things: things.filter(is_public=True),
}
# How a thing leads to its territories.
TERRITORY_OF = {
    "shops.Shop": "territory__in",
    "catalogue.Product": "shop__territory__in",
    "territories.Town": "territory__in",
}
_NAME = {"catalogue.Product": "title"}


def choosable(label: str, user):
    """Return what a person may put into a block of the own territory's pages."""
    things = _SHOWN[label](apps.get_model(label).objects)
    if label in TERRITORY_OF:
        things = things.filter(**{TERRITORY_OF[label]: edited_territories(user)})
    return things


class NameSearchForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Name"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")})
    )

    def filter(self, objects):
        words = self.cleaned_data["q"].replace("\x00", "").split()
        self.is_searching, self.search_query = bool(words), " ".join(words)
        field = _NAME.get(objects.model._meta.label, "name")
        for word in words:
            objects = objects.filter(**{f"{field}__icontains": word})
        return objects


class OwnThingsMixin:
    """Limit a chooser's view to what the person may choose."""

    filter_form_class = NameSearchForm
    per_page = 20

    @cached_property
    def _choosable(self):
        return choosable(self.model_class._meta.label, self.request.user)

    def get_object_list(self):
        return self._choosable

    def get_object(self, pk):
        return _or_404(self._choosable, pk=pk)

    def get_objects(self, pks):
        return self._choosable.filter(pk__in=[pk for pk in pks if str(pk).isdigit()])

    def can_create(self):
        return False

    @property
    def columns(self):
        return [self.title_column, *_columns(self.model_class._meta.label)]


def _columns(label: str) -> list[Column]:
    if label == "shops.Shop":
        return [Column("town", label=_("Town")), Column("trade", label=_("Trade"))]
    if label == "catalogue.Product":
        return [Column("shop", label=_("Shop"))]
    return []


def _or_404(things, pk):
    if not str(pk).isdigit():
        raise Http404
    found = things.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class OwnChooseView(OwnThingsMixin, views.ChooseView):
    pass


class OwnResultsView(OwnThingsMixin, views.ChooseResultsView):
    pass


class OwnChosenView(OwnThingsMixin, views.ChosenView):
    pass


class OwnChosenMultipleView(OwnThingsMixin, views.ChosenMultipleView):
    pass


class OwnChooserViewSet(ChooserViewSet):
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnResultsView
    chosen_view_class = OwnChosenView
    chosen_multiple_view_class = OwnChosenMultipleView
    # Towns are choices of forms, in the editor's own territory.
    register_widget = False


shop_chooser = OwnChooserViewSet(
    "shop_chooser", model="shops.Shop", icon="home", choose_one_text=_("Choose a shop")
)
product_chooser = OwnChooserViewSet(
    "product_chooser", model="catalogue.Product", icon="tag", choose_one_text=_("Choose a product")
)
town_chooser = OwnChooserViewSet(
    "town_chooser", model="territories.Town", icon="site", choose_one_text=_("Choose a town")
)
category_chooser = OwnChooserViewSet(
    "category_chooser",
    model="catalogue.Category",
    icon="folder",
    choose_one_text=_("Choose a category"),
)

ShopChooserBlock = shop_chooser.get_block_class(name="ShopChooserBlock", module_path=__name__)
ProductChooserBlock = product_chooser.get_block_class(
    name="ProductChooserBlock", module_path=__name__
)
TownChooserBlock = town_chooser.get_block_class(name="TownChooserBlock", module_path=__name__)
CategoryChooserBlock = category_chooser.get_block_class(
    name="CategoryChooserBlock", module_path=__name__
)
