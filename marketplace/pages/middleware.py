"""Parts of Wagtail's editor that show every territory at once."""

from __future__ import annotations

from django.http import Http404

OPERATORS_NAMESPACES = {"wagtailadmin_reports"}
# Lists of all pages of a type, whoever edits them.
OPERATORS_VIEWS = {"wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results"}


class OperatorsOnlyMiddleware:
    """Answer like an absent page to all but those who run the platform.

    No other address asks who is there: public pages stay the same for everybody.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        closed = match.namespace in OPERATORS_NAMESPACES or match.view_name in OPERATORS_VIEWS
        if closed and request.user.is_authenticated and not request.user.is_superuser:
            raise Http404
