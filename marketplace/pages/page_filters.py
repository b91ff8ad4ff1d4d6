"""The filters of Wagtail's page lists: they name people and sites of the editor's territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import Page, PageLogEntry, Site

from marketplace.pages.territory import edited_territories, own_pages

if TYPE_CHECKING:
    from django.http import HttpRequest


def keep_to_own_territories() -> None:
    """Narrow the choices that Wagtail takes from the whole platform.

    Its lists inherit these filters, and no hook leads to them.
    """
    filters = PageFilterSet.declared_filters
    filters["owner"].queryset = _owners
    filters["edited_by"].queryset = _writers
    filters["site"].queryset = _sites


def _owners(request: HttpRequest) -> QuerySet:
    owned = own_pages(Page.objects.all(), request.user)
    return get_user_model().objects.filter(pk__in=owned.order_by().values("owner"))


def _writers(request: HttpRequest) -> QuerySet:
    pages = own_pages(Page.objects.all(), request.user)
    written = PageLogEntry.objects.filter(action="wagtail.edit", page__in=pages)
    return get_user_model().objects.filter(pk__in=written.order_by().values("user"))


def _sites(request: HttpRequest) -> QuerySet:
    if request.user.is_superuser:
        return Site.objects.all()
    return Site.objects.filter(territory__in=edited_territories(request.user))
