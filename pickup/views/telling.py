"""What a shop reads after a move: what was done, and whether the shopper hears of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _


def say(request: HttpRequest, order: Any, sentence: str) -> None:
    messages.success(request, sentence % {"name": order.purchase.name})


def say_told(request: HttpRequest, order: Any, done: str = "") -> None:
    """Say what was done, and that the shopper is told, or that the shop has to do it itself."""
    told = (
        _("%(name)s is told.")
        if order.purchase.is_reachable
        else _("Only a name was left: tell %(name)s yourself.")
    )
    say(request, order, f"{done} {told}".strip())


def say_asked(request: HttpRequest, order: Any) -> None:
    """Say that a question has left; who left a name alone is asked by the shop."""
    asked = (
        _("%(name)s is asked. The answer appears here.")
        if order.purchase.is_reachable
        else _("Only a name was left: ask %(name)s yourself, and answer here.")
    )
    say(request, order, asked)
