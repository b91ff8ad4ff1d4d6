"""The site's addresses, and one that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from marketplace.urls import urlpatterns as site


def floor(request: HttpRequest) -> HttpResponse:
    """Answer without doing anything: what is left is the price of the middleware."""
    return HttpResponse("ok")


urlpatterns = [path("bench/floor/", floor), *site]
