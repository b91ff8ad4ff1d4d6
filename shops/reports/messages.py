"""Receipt and notice of a report, written in its transaction."""

from __future__ import annotations

from typing import Any

from marketplace.notifications.services import NewMessage, enqueue_messages
from marketplace.territories.addresses import absolute
from shops.messages import write_mail
from shops.reports.models import Report


def announce_report(report: Report) -> None:
    """Send the receipt where an address was given (DSA art. 16 (4)), and tell the association."""
    desk = report.territory.association.email
    messages = [_mail("report_to_examine", report, to=desk, reply_to=report.reporter_email)]
    if report.reporter_email:
        messages.append(_mail("report_received", report, to=report.reporter_email, reply_to=desk))
    enqueue_messages(messages)


def _mail(kind: str, report: Report, *, to: str, reply_to: str) -> NewMessage:
    context: dict[str, Any] = {
        "report": report,
        "content_url": absolute(report.target.get_absolute_url(), report.territory),
    }
    return write_mail(
        kind=kind,
        recipient=to,
        reply_to=reply_to,
        association=report.territory.association,
        context=context,
        reference=report.reference,
        key=report.reference,
    )
