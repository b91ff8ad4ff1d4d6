"""Messages to send, and a dead place to send them to."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.services import NewMessage, enqueue_messages

NOW = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def new_message() -> Callable[..., NewMessage]:
    def make(**fields) -> NewMessage:
        placed = {
            "territory": None,
            "recipient": "dora@example.org",
            "subject": "Commande notée",
            "text": "Votre code : 4821",
            "html": "<p>Votre code : <b>4821</b></p>",
            "kind": "order_placed",
            "reference": "AB12CD",
            "key": "order_placed:AB12CD:shopper",
        }
        return NewMessage(**(placed | fields))

    return make


@pytest.fixture
def enqueue(new_message, now) -> Callable[..., OutboxMessage]:
    def write(**fields) -> OutboxMessage:
        with transaction.atomic():
            return enqueue_messages([new_message(**fields)], now=now)[0]

    return write


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that is taken, so that nobody else gets it, and that refuses connections."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def dead_relay(settings, closed_port) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = closed_port


@pytest.fixture
def mailbox_dir(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = "marketplace.notifications.mailbox.MailboxBackend"
    return settings.MAILBOX_DIR
