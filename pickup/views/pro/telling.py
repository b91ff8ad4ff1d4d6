"""What a shop reads after a move: what was done, and whether the shopper hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

MAX_WORD = 500


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


def say_all_told(request: HttpRequest, orders: Sequence[Any], done: str) -> None:
    """Say what was done with several orders, and whom the shop has to tell itself."""
    unreached = [order for order in orders if not order.purchase.is_reachable]
    words = [done % {"n": len(orders)}] if orders else []
    if len(unreached) < len(orders):
        words.append(_("Who left an address or a number is told."))
    if unreached:
        sentence = _("Only a name was left: tell %(name)s yourself.")
        words.append(sentence % {"name": names_of(unreached)})
    if words:
        messages.success(request, " ".join(words))


def names_of(orders: Iterable[Any]) -> str:
    return ", ".join(order.purchase.name for order in orders)


def word_of(request: HttpRequest) -> str:
    """Return the word to the shopper that was typed, no longer than a message takes."""
    return request.POST.get("reason", "").replace("\0", "").strip()[:MAX_WORD]
