"""Text messages: what a sender must do, and the one that speaks to a provider by HTTP."""

import json
import re
import unicodedata
from http.client import HTTPMessage
from typing import IO, Protocol
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils.module_loading import import_string

TIMEOUT_SECONDS = 5
# Three parts of 153 characters: beyond that a provider bills and carriers lose parts.
MAX_CHARACTERS = 459

# One character outside the GSM alphabet cuts a part from 160 characters to 70.
_QUOTES = re.compile(r"«\s*|\s*»|[“”]")
_GSM: dict[int, int | str | None] = {
    **str.maketrans("’‘–—âêîôûëïçÀÈÊÎÔ", "''--aeioueicAEEIO", "\N{SOFT HYPHEN}"),
    ord("…"): "...",
    ord("œ"): "oe",
    ord("Œ"): "Oe",
}


class SmsSender(Protocol):
    """Takes a text message or raises; `message_id` is the same for each attempt."""

    def send(self, *, recipient: str, text: str, message_id: str) -> None: ...


class HttpSmsSender:
    """One POST of JSON with a bearer token to the address `SMS_HTTP_URL`; 2xx means taken."""

    def send(self, *, recipient: str, text: str, message_id: str) -> None:
        """Raise OSError (HTTPError included) unless the provider took the message."""
        body = {"from": settings.SMS_SENDER, "to": recipient, "text": text, "id": message_id}
        request = Request(
            settings.SMS_HTTP_URL,
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {settings.SMS_HTTP_TOKEN}",
                "Content-Type": "application/json",
                "Idempotency-Key": message_id,
            },
        )
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT_SECONDS):
            pass


class _NoRedirect(HTTPRedirectHandler):
    """A redirected POST would become a GET, and its 200 would look like a message taken."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def get_sms_sender() -> SmsSender:
    """Return the sender that `SMS_BACKEND` names."""
    sender: SmsSender = import_string(settings.SMS_BACKEND)()
    return sender


def fit_sms(text: str) -> str:
    """Write a text in the GSM alphabet as far as it goes and keep it within three parts.

    Too long a text loses whole lines from its end, never a part of one: the code and the link
    stay whole, and the first line, where the code belongs, always stays.
    """
    plain = _QUOTES.sub('"', unicodedata.normalize("NFC", text)).translate(_GSM)
    lines = [" ".join(line.split()) for line in plain.splitlines()]
    kept: list[str] = []
    for line in filter(None, lines):
        if kept and len("\n".join([*kept, line])) > MAX_CHARACTERS:
            break
        kept.append(line)
    return "\n".join(kept)
