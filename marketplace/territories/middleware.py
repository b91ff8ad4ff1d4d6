"""Host -> territory -> theme, for each request."""

from __future__ import annotations

from django.http import HttpResponseNotFound
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from marketplace.territories.hosts import known_territory, territory_of
from themes.current import DEFAULT_THEME, current_theme


class TerritoryMiddleware:
    """Find the territory when first asked for, so that health checks cost no query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # What the last request of this process set must not show through.
        current_theme.set(DEFAULT_THEME)
        timezone.deactivate()
        request.territory = SimpleLazyObject(lambda: territory_of(request))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "without_territory", False):
            return None
        if getattr(view, "with_known_territory", False):
            request.territory = known_territory(request)
        if not request.territory:
            return HttpResponseNotFound(_("No territory answers on this host."))
        current_theme.set(request.territory.theme)
        timezone.activate(request.territory.zone)
        return None


def without_territory(view):
    """Mark a view that answers on any host, such as the health check."""
    view.without_territory = True
    return view


def with_known_territory(view):
    """Mark a view that is asked for often and never changes its territory: it costs no query."""
    view.with_known_territory = True
    return view
