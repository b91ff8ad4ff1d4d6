"""One request in a transaction that is taken back, and one word for what it answered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

# Where a redirect leads says what it means; the first beginning that fits.
MEANT = (
    ("/compte/connexion/", "login"),
    ("/compte/identite/", "again"),
)
EDITOR_HOME = "/admin/"
WORDS = {400: "bad", 409: "bad", 422: "bad"}
TOKEN = re.compile(r"csrf[^>]*?(?:value=|:\s*)[\"'][^\"']+[\"']", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    word: str
    # What the reader sees, without the address and without the token against forgery.
    body: str


def ask(client: Client, method: str, address: str, form: dict[str, object]) -> Answer:
    """Send a request, and leave the world as it was."""
    cookies = client.cookies.copy()
    for cache in caches.all():
        cache.clear()  # limits of attempts, which the requests before have used up
    translation.activate("fr")
    timezone.deactivate()
    try:
        with transaction.atomic():
            response = client.post(address, form) if method == "POST" else client.get(address)
            body = "" if method == "POST" else body_of(response, address)
            answer = Answer(word_for(response, address), body)
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies
    return answer


def word_for(response, address: str) -> str:
    """Say in a word what a response means, see docs in `matrix.csv`'s reader."""
    if response.status_code in (301, 302, 303):
        if address.startswith(EDITOR_HOME) and response.url == EDITOR_HOME:
            return "denied"
        return next((word for start, word in MEANT if response.url.startswith(start)), "go")
    if response.status_code < 300:
        return "ok"
    return WORDS.get(response.status_code, str(response.status_code))


def body_of(response, address: str) -> str:
    """Return a page as it would read at any address."""
    content = response.getvalue() if response.streaming else response.content
    text = content.decode(errors="replace") + response.get("Location", "")
    return TOKEN.sub("", text).replace(address, "ADDRESS")
