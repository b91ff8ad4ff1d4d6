"""One request in a transaction that is taken back, and what it answered, in a word and in full."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib.messages import get_messages
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
# What follows from the clock and from the length of the address.
SAYS_NOTHING = {"Content-Length", "Expires"}


@dataclass(frozen=True)
class Answer:
    word: str
    # Headers, names of cookies, messages and page, as they would read at any address; without the
    # token against forgery.
    told: str


def ask(
    client: Client, method: str, address: str, form: dict[str, object], host: str = "testserver"
) -> Answer:
    """Send a request, and leave the world as it was."""
    cookies = client.cookies.copy()
    for cache in caches.all():
        cache.clear()  # limits of attempts, which the requests before have used up
    translation.activate("fr")
    timezone.deactivate()
    try:
        with transaction.atomic():
            send, headers = client.post if method == "POST" else client.get, {"host": host}
            response = send(address, form if method == "POST" else None, headers=headers)
            answer = Answer(word_for(response, address), told_by(response, address))
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


def told_by(response, address: str) -> str:
    """Return all that a response tells, at whichever address it was given."""
    content = response.getvalue() if response.streaming else response.content
    headers = [f"{name}: {value}" for name, value in response.items() if name not in SAYS_NOTHING]
    said = [str(message) for message in get_messages(response.wsgi_request)]
    page = TOKEN.sub("", content.decode(errors="replace"))
    text = "\n".join([*sorted(headers), *sorted(response.cookies), *said, page])
    for written in (quote(address, safe=""), quote(address), address):
        text = text.replace(written, "ADDRESS")
    return text
