"""When a service begins, in words, where that is not when its order's slot does."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from marketplace.dates.words import say_hour


def say_start(start: datetime, zone: ZoneInfo) -> str:
    """Say the hour of one service among others: « à 10 h 40 »."""
    return _("at %(hour)s") % {"hour": say_hour(start.astimezone(zone))}


def say_own_start(line: Any, zone: ZoneInfo) -> str:
    """Say when a line's service begins that follows another one; nothing of all else."""
    appointment = getattr(line, "appointment", None)
    start = appointment and appointment.own_start
    return say_start(start, zone) if start else ""
