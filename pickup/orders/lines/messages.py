"""What both sides are told of a line that changes, in the change's own transaction."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from marketplace.territories.addresses import absolute
from pickup.orders import links
from pickup.orders.lines.adjustments import LineAdjustment
from pickup.orders.lines.words import say_agreement, say_change, say_refusal
from pickup.orders.messages import tell_shop, tell_shopper


def ask(*, order: Any, adjustment: LineAdjustment) -> None:
    """Ask the shopper, with a link for each answer; an SMS holds one to the page with both.

    Raises:
        TransactionManagementError: not in the transaction that asks.
    """
    url = question_url(order, adjustment)
    tell_shopper(
        "order_question",
        order,
        template="question",
        nonce=str(adjustment.pk),
        change=lambda: _change_of(adjustment),
        yes=lambda: say_agreement(adjustment),
        no=lambda: say_refusal(order),
        question_url=url,
        yes_url=f"{url}?reponse=agreed",
        no_url=f"{url}?reponse=refused",
        reason=adjustment.reason.strip(),
    )


def tell_removed(*, order: Any, adjustment: LineAdjustment) -> None:
    """Tell the shopper what is missing, and where the rest is cancelled by one more tap."""
    token = links.token_of(order.purchase)
    cancel = reverse("pickup:cancel", args=[token, order.number])
    tell_shopper(
        "order_line_removed",
        order,
        template="line_removed",
        nonce=str(adjustment.pk),
        change=lambda: _change_of(adjustment),
        cancel_url=absolute(cancel, order.purchase.territory),
        reason=adjustment.reason.strip(),
    )


def tell_dropped(*, order: Any, adjustment: LineAdjustment) -> None:
    """Tell the shopper that a question needs no answer any more, and what the order comes to."""
    tell_shopper(
        "order_question_dropped",
        order,
        template="question_dropped",
        nonce=str(adjustment.pk),
        change=lambda: _change_of(adjustment),
    )


def tell_answer(*, order: Any, adjustment: LineAdjustment) -> None:
    """Tell the shop what the shopper has answered."""
    tell_shop(
        "order_answered",
        order,
        template="answered",
        nonce=str(adjustment.pk),
        change=lambda: _change_of(adjustment),
        agreed=adjustment.consent == adjustment.Consent.AGREED,
    )


def question_url(order: Any, adjustment: LineAdjustment) -> str:
    token = links.token_of(order.purchase)
    path = reverse("pickup:question", args=[token, order.number, adjustment.pk])
    return absolute(path, order.purchase.territory)


def _change_of(adjustment: LineAdjustment) -> str:
    return say_change(adjustment, title=adjustment.title)
