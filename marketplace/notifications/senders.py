"""The way out: one function a channel."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from .exceptions import SendingError
from .models import OutboxMessage
from .push import send_push
from .sms import get_sms_sender

# Where the settings name none: a relay that hangs would outlast the claim on its message.
DEFAULT_TIMEOUT_SECONDS = 8


def send_message(message: OutboxMessage) -> None:
    """Send by the message's channel; raise SendingError for whatever went wrong."""
    try:
        SENDERS[message.channel](message)
    except SendingError:
        raise
    except Exception as error:
        raise SendingError(f"{type(error).__name__}: {error}") from error


def send_email(message: OutboxMessage) -> None:
    """Send an e-mail in text, and HTML where there is one, under its stable Message-ID."""
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT or DEFAULT_TIMEOUT_SECONDS)
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=_sender(message.sender_name),
        to=[message.recipient],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=_headers(message),
        connection=connection,
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    if not email.send():
        raise ValueError("nobody to send it to")


def send_sms(message: OutboxMessage) -> None:
    """Send a text message by the sender that the settings name."""
    get_sms_sender().send(
        recipient=message.recipient, text=message.text, message_id=message.message_id
    )


def _headers(message: OutboxMessage) -> dict[str, str]:
    # Auto-Submitted keeps holiday answering machines silent (RFC 3834).
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _sender(name: str) -> str:
    """Return the site's address, under the shop's name where one is given."""
    if not name:
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


SENDERS = {
    OutboxMessage.Channel.EMAIL: send_email,
    OutboxMessage.Channel.SMS: send_sms,
    OutboxMessage.Channel.PUSH: send_push,
}
