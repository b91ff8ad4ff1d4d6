"""What is said of a line that changes: the same words on pages, in mails and in the history."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext

from marketplace.money import format_price
from pickup.orders.lines.adjustments import LineAdjustment

Kind, Consent = LineAdjustment.Kind, LineAdjustment.Consent


def say_change(adjustment: LineAdjustment, *, title: str) -> str:
    """Say what a line comes to instead of what it was: the question, without asking it.

    Args:
        title: what the line held when the shop said so.
    """
    facts = {
        "title": title,
        "was": adjustment.from_quantity,
        "now": adjustment.to_quantity,
        "other": adjustment.substitute_title,
        "grams": adjustment.grams,
        "price": format_price(adjustment.to_price),
        "former": format_price(adjustment.from_price),
        "at_most": _at_most(adjustment),
    }
    return _words(adjustment) % facts


def _at_most(adjustment: LineAdjustment) -> str:
    """Return what was announced, while it is asked: a line that was replaced has no scales."""
    return format_price(adjustment.line.at_most) if _asks_for_more(adjustment) else ""


def _asks_for_more(adjustment: LineAdjustment) -> bool:
    return adjustment.kind == Kind.WEIGHT and adjustment.is_open


def _words(adjustment: LineAdjustment) -> str:
    if _asks_for_more(adjustment):
        return _(
            "%(title)s: weighed %(grams)s g, %(price)s; when ordered, about %(former)s and at most"
            " %(at_most)s"
        )
    if adjustment.kind == Kind.WEIGHT:
        return _("%(title)s: weighed %(grams)s g, %(price)s instead of %(former)s")
    if adjustment.kind == Kind.UNWEIGHED:
        return _("%(title)s: handed over without being weighed, at the announced price: %(price)s")
    if adjustment.kind == Kind.SUBSTITUTE:
        return _(
            "%(now)s × %(other)s for %(price)s, instead of %(was)s × %(title)s for %(former)s"
        )
    if not adjustment.to_quantity:
        return _("%(title)s: none left")
    return ngettext(
        "%(title)s: only %(now)s of %(was)s is left, %(price)s instead of %(former)s",
        "%(title)s: only %(now)s of %(was)s are left, %(price)s instead of %(former)s",
        adjustment.to_quantity,
    )


def say_consent(adjustment: LineAdjustment) -> str:
    """Say how it stands with a question; nothing where none was needed."""
    if adjustment.consent == Consent.NOT_NEEDED:
        return ""
    if adjustment.at_counter:
        agreed = adjustment.consent == Consent.AGREED
        return _("agreed at the counter") if agreed else _("refused at the counter")
    return str(adjustment.get_consent_display()).lower()


def say_agreement(adjustment: LineAdjustment) -> str:
    """Return the word of the button that agrees: it names what one gets."""
    if adjustment.kind == Kind.WEIGHT:
        return _("Yes, for %(price)s") % {"price": format_price(adjustment.to_price)}
    facts = {"now": adjustment.to_quantity, "other": adjustment.substitute_title}
    if adjustment.kind == Kind.SUBSTITUTE:
        return _("Yes, %(other)s instead") % facts
    return _("Yes, %(now)s will do") % facts


def say_refusal(order) -> str:
    """Return the word of the button that refuses: the last line takes the order with it."""
    return _("No, cancel the order") if order.progress.count == 1 else _("No, take it out")
