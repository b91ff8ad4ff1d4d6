"""The site's addresses, one that does nothing, and one that only looks for slots."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.module_loading import import_string
from oscar.core.loading import get_model

from pickup.orders.placing.availability import slots_for
from pickup.orders.placing.basket import group_by_shop, with_strategy


def floor(request: HttpRequest) -> HttpResponse:
    """Answer without doing anything: what is left is the price of the middleware."""
    return HttpResponse("ok")


def slots(request: HttpRequest, basket: int) -> HttpResponse:
    """Look for the slots of a basket over the whole horizon, as its page does; say how many."""
    found = with_strategy(get_object_or_404(get_model("basket", "Basket"), pk=basket))
    needs = [part.needs for part in group_by_shop(found.all_lines())]
    return HttpResponse(str(sum(map(len, slots_for(needs).values()))))


# Named, as settings name it: the composition root stands above this package.
urlpatterns = [
    path("bench/floor/", floor),
    path("bench/slots/<int:basket>/", slots),
    *import_string("marketplace.urls.urlpatterns"),
]
