"""Who finds Wagtail's editor, which parts of it, and of whose pages and pictures."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from marketplace.pages.reach import names_only_own

# What editors work with; all else, and what a new version brings, is for who runs the platform.
EDITORS_NAMESPACES = {
    *("", "wagtailadmin_pages", "wagtailadmin_api:pages"),
    *("wagtailadmin_editing_sessions", "wagtailsettings", "wagtailimages"),
    *("wagtailimages_chooser", "shop_chooser", "product_chooser", "town_chooser"),
    "category_chooser",
}
# Lists of all pages of a type and of all tags, whoever made them; steps of workflows, which nobody
# has here; what no screen asks for, and takes a page anywhere; a page that fails on purpose.
OPERATORS_VIEWS = {
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:workflow_history_detail",
    "wagtailadmin_api:pages:action",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailadmin_error_test",
}


class EditorsOnlyMiddleware:
    """Answer like an absent page to who is signed in and has no business there.

    So do another territory's pages and pictures to an editor of this one.

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
        if request.user.is_authenticated and not _may_enter(request, request.resolver_match):
            raise Http404


def _may_enter(request, match) -> bool:
    if request.user.is_superuser:
        return True
    closed = match.namespace not in EDITORS_NAMESPACES or match.view_name in OPERATORS_VIEWS
    if closed or not request.user.has_perm("wagtailadmin.access_admin"):
        return False
    return names_only_own(request, match)
