"""Which territory: of a page, of a request, of an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from wagtail.models import Page, Site

from marketplace.territories.models import Territory

if TYPE_CHECKING:
    from django.http import HttpRequest

    from marketplace.accounts.models import User

HOME_DEPTH = 2


def territory_of_page(page: Page) -> Territory | None:
    """Return the territory whose home stands above the page, or is it; None outside all."""
    homes = page.path[: page.steplen * HOME_DEPTH]
    found = Territory.objects.filter(site__root_page__path=homes)
    return found.select_related("association", "site").first()


def home_of(request: HttpRequest) -> Page | None:
    """Return the home of the request's territory; Wagtail keeps it with the request."""
    territory = request.territory
    site = Site.find_for_request(request)
    if site and territory and site.pk == territory.site_id:
        return site.root_page
    return territory.site.root_page if territory else None


def edited_territories(user: User) -> QuerySet[Territory]:
    """Return the territories whose pages a person may edit."""
    if user.is_superuser:
        return Territory.objects.all()
    return Territory.objects.filter(editorial_team__editors__user=user).distinct()


def own_pages(pages: QuerySet[Page], user: User) -> QuerySet[Page]:
    """Return those of the pages that stand in the territories a person edits."""
    if user.is_superuser:
        return pages
    own = pages.none()
    for territory in edited_territories(user).select_related("site__root_page"):
        own = own | pages.descendant_of(territory.site.root_page, inclusive=True)
    return own
