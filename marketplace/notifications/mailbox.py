"""A mailbox that is a folder: the demo's messages, one .eml file each, and how to read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

CHANNEL_HEADER = "X-Channel"


class MailboxBackend(BaseEmailBackend):
    """Django's e-mail backend for `settings.MAILBOX_DIR`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _write(message.message().as_bytes())
        return len(email_messages)


class MailboxSmsSender:
    """Puts text messages beside the e-mails."""

    def send(self, *, recipient: str, text: str, message_id: str) -> None:
        headers = {CHANNEL_HEADER: "sms", "Message-ID": message_id}
        email = EmailMessage(body=text, to=[recipient], headers=headers)
        _write(email.message().as_bytes())


@dataclass(frozen=True)
class MailboxEntry:
    kind: str
    to: str
    subject: str
    date: datetime | None
    text: str
    html: str
    filename: str

    @property
    def name(self) -> str:
        """The file's name without its ending: the last part of the message's address."""
        return self.filename.removesuffix(".eml")

    @property
    def preview(self) -> str:
        """The HTML for an <iframe srcdoc>: a link opens in the window, not in the frame."""
        return self.html.replace("<head>", '<head><base target="_top">', 1)


def read_mailbox(directory: Path | str, limit: int = 200) -> list[MailboxEntry]:
    """Return the latest messages, newest first; a file that cannot be read is left out."""
    # The names begin with the instant of writing.
    files = sorted(Path(directory).glob("*.eml"), reverse=True)[:limit]
    return [entry for file in files if (entry := _parse(file))]


def read_message(directory: Path | str, name: str) -> MailboxEntry | None:
    """Return one message by its `name`, or None."""
    file = Path(directory) / f"{name}.eml"
    return _parse(file) if file.parent == Path(directory) else None


def _write(content: bytes) -> None:
    """Write a message so that a reader sees the whole of it or nothing."""
    directory = Path(settings.MAILBOX_DIR)
    directory.mkdir(parents=True, exist_ok=True)
    name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{token_hex(3)}"
    part = directory / f"{name}.part"
    part.write_bytes(content)
    part.replace(directory / f"{name}.eml")


def _parse(file: Path) -> MailboxEntry | None:
    try:
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        return MailboxEntry(
            kind="sms" if message[CHANNEL_HEADER] == "sms" else "email",
            to=str(message["To"] or ""),
            subject=str(message["Subject"] or ""),
            date=_date(message["Date"]),
            text=_body(message, "plain"),
            html=_body(message, "html"),
            filename=file.name,
        )
    # The parser raises all kinds on what is no message.
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        return None


def _body(message: ParsedMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return part.get_content().strip() if part else ""


def _date(value: str | None) -> datetime | None:
    """Return the header's instant; mail in UTC comes without a zone from the parser."""
    date = parsedate_to_datetime(str(value)) if value else None
    return date.replace(tzinfo=UTC) if date and date.tzinfo is None else date


def forget_messages(directory: Path | str, message_ids: set[str]) -> None:
    """Delete the files of these messages."""
    for file in Path(directory).glob("*.eml"):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        if message.get("Message-ID", "").strip() in message_ids:
            file.unlink(missing_ok=True)
