"""Showing an export as a page."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from marketplace.operations.words import WORDS

register = template.Library()


@register.filter
def called(name: str) -> str:
    """Return what a name of the export is called."""
    return WORDS.get(name, name)


@register.filter
def shape(value) -> str:
    """Say how to show a value: `group`, `list` or `text`."""
    if isinstance(value, dict):
        return "group"
    return "list" if isinstance(value, list) else "text"


@register.filter
def plain(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return "—" if value in (None, "") else str(value)
