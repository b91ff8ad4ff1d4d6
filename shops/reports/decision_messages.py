"""The decision on a report, told to who sent it and to the shop (DSA art. 16 (5), 17)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.dates.words import say_date
from marketplace.notifications.services import NewMessage, enqueue_messages
from shops.desk.messages import redress
from shops.messages import Part, write_letter
from shops.reports.models import Report


def announce_decision(report: Report) -> None:
    """Send the reasons to the reporter who left an address, and to the shop where it is touched.

    The shop never learns who reported: the notice is not its business, the facts are.
    """
    messages = []
    if report.reporter_email:
        messages.append(_letter(report, "report_decided", report.reporter_email))
    if report.decision != Report.Decision.NO_ACTION:
        messages.append(_letter(report, "report_statement", report.concerned_shop.email))
    enqueue_messages(messages)


def announce_lifting(report: Report, *, released: bool) -> None:
    """Tell the shop that a decision is lifted, and whether another one still stands."""

    def make() -> tuple[str, list[Part]]:
        title = _("The decision about “%(subject)s” is lifted") % {"subject": report.subject}
        if released:
            result = _("You may show it again: in your space, one tap puts it back.")
        else:
            result = _("Another decision about it still stands: it stays off the site until then.")
        said = _("The association lifts its decision of %(day)s (report %(reference)s):") % {
            "day": _day(report.decided_at, report),
            "reference": report.reference,
        }
        return title, [
            Part("text", said),
            Part("quote", report.lifting_words),
            Part("text", result),
        ]

    letter = write_letter(
        kind="report_lifted",
        recipient=report.concerned_shop.email,
        association=report.territory.association,
        make=make,
        reference=report.reference,
        key=report.reference,
    )
    enqueue_messages([letter])


def _day(instant: datetime, report: Report) -> str:
    return say_date(instant.astimezone(report.territory.zone))


def _letter(report: Report, kind: str, recipient: str) -> NewMessage:
    to_shop = kind == "report_statement"
    return write_letter(
        kind=kind,
        recipient=recipient,
        association=report.territory.association,
        make=lambda: (_title(report, to_shop), [*_opening(report, to_shop), *_reasons(report)]),
        reference=report.reference,
        key=report.reference,
    )


def _title(report: Report, to_shop: bool) -> str:
    if to_shop:
        return _("Decision about “%(subject)s”") % {"subject": report.subject}
    return _("Decision on your report %(reference)s") % {"reference": report.reference}


def _opening(report: Report, to_shop: bool) -> list[Part]:
    facts = {
        "subject": report.subject,
        "day": _day(report.created_at, report),
        "reference": report.reference,
    }
    if to_shop:
        text = _(
            "On %(day)s somebody reported “%(subject)s” as illegal (report %(reference)s). A "
            "person of the association examined it and decided:"
        )
    else:
        text = _(
            "On %(day)s you reported “%(subject)s” (report %(reference)s). A person of the "
            "association examined it and decided:"
        )
    return [Part("text", text % facts), Part("text", f"{_measure(report)}")]


def _measure(report: Report) -> str:
    if report.news and report.decision == Report.Decision.WITHDRAWN:
        return _("The news is taken off the whole site, until it has been corrected.")
    return {
        Report.Decision.NO_ACTION: _("Nothing is done: nothing illegal was found."),
        Report.Decision.WARNED: _("The shop is warned, and asked to correct it without delay."),
        Report.Decision.WITHDRAWN: _(
            "The product is taken off sale, on the whole site, until it has been corrected."
        ),
        Report.Decision.PAUSED: _("The shop is paused on the whole site, until further notice."),
    }[Report.Decision(report.decision)]


def _reasons(report: Report) -> list[Part]:
    parts = [Part("text", _("The facts:")), Part("quote", report.facts)]
    if report.rule:
        ground = str(report.get_ground_display()).lower()
        heading = _("The rule that applies (%(ground)s):") % {"ground": ground}
        parts += [Part("text", heading), Part("quote", report.rule)]
    return [*parts, Part("text", redress(report.territory.association))]
