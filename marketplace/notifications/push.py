"""Notifications on phones: who may be woken, and one message to one browser (RFC 8030, 8291)."""

from __future__ import annotations

import json
import os
import re
from email.utils import parseaddr
from pathlib import Path

import requests
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.db.models import F
from py_vapid import Vapid02, b64urlencode
from pywebpush import WebPushException, webpush

from marketplace.accounts.models import User

from .exceptions import RecipientGone, SubscriptionRefused
from .models import OutboxMessage, PushSubscription

TIMEOUT_SECONDS = 5
# What is older than a morning is better read on the screen.
KEPT_SECONDS = 4 * 60 * 60
GONE = (404, 410)
# A person's phones and browsers; the oldest gives way.
MAX_PER_TOPIC = 10
# Stricter than URLs are: two readers must not find two hosts in one address.
ADDRESS = re.compile(r"(?P<origin>https?://[a-z0-9.-]+(:\d+)?)/[!-\[\]-~]*")
P256, RAW = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint


def public_key() -> str:
    """Return what browsers subscribe with, in base64url; empty where none are offered."""
    key = private_key()
    if not key:
        return ""
    point = Vapid02.from_string(key).public_key.public_bytes(P256, RAW)
    return b64urlencode(point)


def private_key() -> str:
    """Return the key of the settings, or the one kept in the file they name, made if missing."""
    if settings.VAPID_PRIVATE_KEY or not settings.VAPID_KEY_FILE:
        return settings.VAPID_PRIVATE_KEY
    return _kept_key(Path(settings.VAPID_KEY_FILE))


def subscribe(
    *, user: User, topic: str, endpoint: str, p256dh: str, auth: str
) -> PushSubscription:
    """Note that a browser wants to be told; one that comes again is told of the new topic.

    Raises:
        SubscriptionRefused: not the address of a browser's service, or no keys.
    """
    if not is_push_service(endpoint) or not 80 <= len(p256dh) <= 100 or not 16 <= len(auth) <= 50:
        raise SubscriptionRefused
    found, _ = PushSubscription.objects.update_or_create(
        endpoint=endpoint,
        defaults={"user": user, "topic": topic, "p256dh": p256dh, "auth": auth, "failures": 0},
    )
    theirs = PushSubscription.objects.filter(user=user, topic=topic).order_by("-pk")
    beyond = list(theirs.values_list("pk", flat=True)[MAX_PER_TOPIC:])
    PushSubscription.objects.filter(pk__in=beyond).delete()
    return found


def unsubscribe(*, user: User, topic: str, endpoint: str) -> None:
    """Forget a browser of this person; another's stays."""
    PushSubscription.objects.filter(user=user, topic=topic, endpoint=endpoint).delete()


def is_push_service(endpoint: str) -> bool:
    """Say whether an address belongs to a service that the settings name."""
    found = ADDRESS.fullmatch(endpoint)
    if found is None or len(endpoint) > 500:
        return False
    return any(_is_of(found["origin"], one) for one in settings.PUSH_SERVICES)


def send_push(message: OutboxMessage) -> None:
    """Send to the subscription whose id is the recipient.

    Raises:
        RecipientGone: unsubscribed, here or at the browser's service.
        WebPushException: the service did not take it.
    """
    found = PushSubscription.objects.filter(pk=message.recipient).first()
    if found is None:
        raise RecipientGone
    try:
        _post(found, message)
    except WebPushException as error:
        if error.response is not None and error.response.status_code in GONE:
            found.delete()
            raise RecipientGone from error
        _count_failure(found)
        raise
    except OSError:
        _count_failure(found)
        raise
    PushSubscription.objects.filter(pk=found.pk).update(failures=0)


def _count_failure(found: PushSubscription) -> None:
    PushSubscription.objects.filter(pk=found.pk).update(failures=F("failures") + 1)


def _post(found: PushSubscription, message: OutboxMessage) -> None:
    words = {"title": message.subject, "body": message.text, "url": message.url}
    with requests.Session() as session:
        # An answer that leads elsewhere is not followed, nor are the environment's proxies.
        session.max_redirects, session.trust_env = 0, False
        webpush(
            {
                "endpoint": found.endpoint,
                "keys": {"p256dh": found.p256dh, "auth": found.auth},
            },
            data=json.dumps(words | {"tag": message.reference}),
            vapid_private_key=private_key(),
            vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
            timeout=TIMEOUT_SECONDS,
            ttl=KEPT_SECONDS,
            headers={"Urgency": "high"},
            requests_session=session,
        )


def _is_of(origin: str, service: str) -> bool:
    scheme, _, host = service.partition("://")
    if host.startswith("."):
        return origin.startswith(f"{scheme}://") and origin.endswith(host)
    return origin == service


def _kept_key(file: Path) -> str:
    """Return the key in the file; of several processes that make one, one is kept."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        part.touch(mode=0o600)
        part.write_text(new_private_key())
        try:
            os.link(part, file)
        except FileExistsError:
            pass
        part.unlink()
    return file.read_text().strip()


def new_private_key() -> str:
    """Return a new key as the settings take it."""
    made = Vapid02()
    made.generate_keys()
    number = made.private_key.private_numbers().private_value
    return b64urlencode(number.to_bytes(32, "big"))
