"""A few words between shops and shoppers of the demo about orders still to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from marketplace.accounts.models import User
from pickup.orders.conversation import write_message

EVERY = 3
TALKS = (
    (
        "Est-ce que je peux passer avec dix minutes de retard\u00a0?",
        "Bien sûr, votre sac vous attend.",
    ),
    (
        "Ma fille viendra à ma place, elle s’appelle Zoé.",
        "C’est noté. Qu’elle donne votre nom au comptoir.",
    ),
)


def seed_talk(order: Any, *, owner: User, lot: int, placed_at: datetime, now: datetime) -> None:
    """Let every third shopper ask something, and the shop answer."""
    if lot % EVERY:
        return
    question, answer = TALKS[lot % len(TALKS)]
    asked, told = (min(now, placed_at + timedelta(minutes=n)) for n in (7, 20))
    write_message(order=order, text=question, by_shop=False, author=order.user, now=asked)
    write_message(order=order, text=answer, by_shop=True, author=owner, now=told)
