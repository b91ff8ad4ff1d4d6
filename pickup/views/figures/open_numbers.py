"""The page of open numbers, for everybody, where the association has switched it on."""

from __future__ import annotations

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from pickup.figures.open_numbers import FLOOR, open_header, open_numbers_of, open_rows
from pickup.figures.spreadsheets import csv_response


def where_public(view):
    """Answer 404 while the association publishes no numbers."""

    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.territory.association.open_numbers:
            raise Http404
        return view(request)

    return guarded


@where_public
def open_numbers(request: HttpRequest) -> HttpResponse:
    numbers = open_numbers_of(request.territory, now=timezone.now())
    context = {
        "numbers": numbers,
        "floor": FLOOR,
        "association": request.territory.association,
    }
    return render(request, "pickup/open_numbers.html", context)


@where_public
def open_numbers_csv(request: HttpRequest) -> HttpResponse:
    rows = open_rows(request.territory, now=timezone.now())
    return csv_response(f"{request.territory.slug}-chiffres", open_header(), rows)
