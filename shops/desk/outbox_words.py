"""What a message was about and why it did not arrive, in words for the desk."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.notifications.models import OutboxMessage


def say_kind(kind: str) -> str:
    known = _kinds()
    return known.get(kind) or next(
        (words for start, words in known.items() if kind.startswith(start)), _("Message")
    )


def say_error(message: OutboxMessage) -> str:
    """Say the last refusal of the relay; empty when there was none, or it went since."""
    if not message.last_error or message.state == OutboxMessage.State.SENT:
        return ""
    error = message.last_error.lower()
    for marks, words in _errors():
        if any(mark in error for mark in marks):
            return words
    return _("The message could not be handed over to the mail or text message service.")


def _kinds() -> dict[str, str]:
    return {
        "order_placed": _("Order placed"),
        "order_ready": _("Order ready"),
        "order_cancelled": _("Order cancelled"),
        "order_moved": _("Order moved"),
        "order_changed": _("Order changed"),
        "order_message": _("Message about an order"),
        "order_reminder": _("Reminder of an order"),
        "order_unseen": _("Order that nobody has looked at"),
        "order_waiting": _("Order that waits"),
        "order_accepted": _("Order accepted"),
        "order_refused": _("Order refused"),
        "order_no_show": _("Order not collected"),
        "order_withdrawn": _("Withdrawal"),
        "order_question": _("Question about a product ordered"),
        "order_question_dropped": _("Question about a product ordered, taken back"),
        "order_answered": _("Answer about a product ordered"),
        "order_line_removed": _("Product missing from an order"),
        "order": _("About an order"),
        "to_make": _("List of what to make"),
        "reservation_kept": _("Put aside without obligation"),
        "reservation_released": _("No longer put aside"),
        "reservation_cancelled": _("Reservation given up"),
        "reservation": _("About a reservation"),
        "application_question": _("Question to an applicant"),
        "application_answered": _("Answer of an applicant"),
        "application_admitted": _("Admission"),
        "application_refused": _("Refusal"),
        "application": _("Application"),
        "mode_changed": _("Change of mode"),
        "holiday_question": _("Question about a public holiday"),
        "shop_pause": _("Shop paused"),
        "shop_closure": _("Closing of a shop"),
        "shop_reopened": _("Shop reactivated"),
        "acted_for_shop": _("What was done for a shop"),
        "invitation": _("Invitation"),
        "terms_changed": _("Change of terms"),
        "report_decided": _("Decision on a report"),
        "report_statement": _("Statement of reasons"),
        "report_lifted": _("Decision lifted"),
        "report": _("Report of content"),
        "shop_news": _("News of a shop"),
        "account": _("Account"),
    }


def _errors() -> list[tuple[tuple[str, ...], str]]:
    return [
        (
            ("recipientsrefused", "user unknown", "mailbox unavailable", " 550", "(550"),
            _("The address was refused: it does not exist, or its mailbox is full."),
        ),
        (
            ("authentication", "535"),
            _("The mail service refused our access: the host must look at it."),
        ),
        (
            ("refused", "timeout", "timed out", "gaierror", "disconnected", "unreachable"),
            _("The mail or text message service did not answer."),
        ),
        (("nobody to send",), _("The message had no recipient.")),
        (("phone", "number", "sms"), _("The number cannot get text messages.")),
    ]
