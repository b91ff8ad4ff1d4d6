"""What the header knows of a visitor: a hint for the browser, and the fragment it asks for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pickup.views.shopper.session import COOKIE, COOKIE_AGE, current_basket

# Read by js/header.js, so not HttpOnly; it says that there is something, and not what.
HINT = "entete"


@require_GET
def header(request: HttpRequest) -> HttpResponse:
    """Show the visitor's own links of the header, to be put in place by htmx."""
    basket = current_basket(request)
    units = basket.lines.aggregate(n=Sum("quantity"))["n"] if basket.pk else 0
    name = request.user.first_name if request.user.is_authenticated else ""
    response = render(request, "pickup/_header.html", {"units": units, "name": name})
    response["Cache-Control"] = "private, no-store"
    return response


class HeaderHintMiddleware:
    """Keep the hint in step with the cookies that scripts may not read: session and basket."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.cookies.keys() & {settings.SESSION_COOKIE_NAME, COOKIE}:
            self.hint(request, response)
        return response

    def hint(self, request: HttpRequest, response: HttpResponse) -> None:
        secure = settings.SESSION_COOKIE_SECURE
        if any(
            _is_kept(name, request, response) for name in (settings.SESSION_COOKIE_NAME, COOKIE)
        ):
            response.set_cookie(HINT, "1", max_age=COOKIE_AGE, samesite="Lax", secure=secure)
        else:
            response.delete_cookie(HINT, samesite="Lax")


def _is_kept(name: str, request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether the browser has a cookie once it has read the response."""
    if name in response.cookies:
        return bool(response.cookies[name].value)
    return name in request.COOKIES
