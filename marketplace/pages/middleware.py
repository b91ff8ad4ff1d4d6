"""Who finds Wagtail's editor, and which parts of it show every territory at once."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

# What editors work with; all else, and what a new version brings, is for who runs the platform.
EDITORS_NAMESPACES = {
    *("", "wagtailadmin_pages", "wagtailadmin_api:pages", "wagtailadmin_api:images"),
    *("wagtailadmin_editing_sessions", "wagtailsettings", "wagtailimages"),
    *("wagtailimages_chooser", "shop_chooser", "product_chooser", "town_chooser"),
    "category_chooser",
}
# Lists of all pages of a type, whoever edits them; a page that fails on purpose.
OPERATORS_VIEWS = {
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_error_test",
}


class EditorsOnlyMiddleware:
    """Answer like an absent page to who is signed in and has no business there.

    Wagtail would send them to sign in, and that page, as they are signed in, back again.
    No other address asks who is there: public pages stay the same for everybody.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return
        if request.user.is_authenticated and not _may_enter(request.user, request.resolver_match):
            raise Http404


def _may_enter(user, match) -> bool:
    if user.is_superuser:
        return True
    closed = match.namespace not in EDITORS_NAMESPACES or match.view_name in OPERATORS_VIEWS
    return not closed and user.has_perm("wagtailadmin.access_admin")
