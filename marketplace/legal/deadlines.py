"""How long one may withdraw from a contract, and how long the shop has to refund."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from .holidays import public_holidays

# C. conso. L221-18 and L221-24: days, of which the first does not count.
WITHDRAWAL_PERIOD = timedelta(days=14)
REFUND_PERIOD = timedelta(days=14)
SATURDAY = 5


def last_day_to_withdraw(counted_from: date, *, region: str = "") -> date:
    """Return the last day of the right to withdraw; it lasts until this day's 24:00.

    Args:
        counted_from: the day of collection for goods, that of the contract for a service; the
            day itself does not count.
        region: of the public holidays, see `holidays.public_holidays`.

    Source: C. conso. L221-18 and L221-19; regulation (EEC) 1182/71, article 3: an end on a
    Saturday, a Sunday or a public holiday moves to the next working day.
    """
    day = counted_from + WITHDRAWAL_PERIOD
    while not is_working_day(day, region=region):
        day += timedelta(days=1)
    return day


def is_working_day(day: date, *, region: str = "") -> bool:
    return day.weekday() < SATURDAY and day not in public_holidays(day.year, region)


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the instant of a day's 24:00 on the walls of a zone; it is out of the day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def last_day_to_refund(declared_on: date) -> date:
    """Return the last day for the shop to pay back (C. conso. L221-24).

    Not moved by holidays: sooner is never wrong for who pays.
    """
    return declared_on + REFUND_PERIOD
