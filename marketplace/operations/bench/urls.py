"""The site's addresses, and one that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.module_loading import import_string


def floor(request: HttpRequest) -> HttpResponse:
    """Answer without doing anything: what is left is the price of the middleware."""
    return HttpResponse("ok")


# Named, as settings name it: the composition root stands above this package.
urlpatterns = [path("bench/floor/", floor), *import_string("marketplace.urls.urlpatterns")]
