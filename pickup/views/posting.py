"""Addresses that forms are sent to, and that somebody loads again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect


def sent_from(screen: str, *, of: Callable[..., Any] | None = None):
    """Answer a form that is sent; who loads its address again gets the screen that it stands on.

    A form that was refused is shown under the address that it was sent to: a browser that comes
    back there, or a tab that is opened again, asks for it by GET.

    Args:
        of: finds what the address is about, by shop and its other parts, or answers 404.
    """

    def decorate(view):
        @wraps(view)
        def answered(request, shop, **parts):
            if request.method in {"GET", "HEAD"}:
                if of:
                    of(shop, **parts)
                return redirect(screen, shop.slug)
            if request.method != "POST":
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            return view(request, shop, **parts)

        return answered

    return decorate
