"""When a product can be had, as people say it: its days, until when to order, its campaigns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.text import get_text_list
from django.utils.translation import gettext as _, ngettext

from marketplace.dates.words import NBSP, say_date, say_hour, say_moment
from shops.catalogue.collection import Collection
from shops.models import WEEKDAYS
from shops.notice import Notice

if TYPE_CHECKING:
    from shops.catalogue.models import PreorderCampaign, ServiceTerms


def say_collection_rules(rule: Collection, *, now: datetime, zone: ZoneInfo) -> list[str]:
    """Say what a product asks for, a sentence each; nothing where it is had as its shop is."""
    today = now.astimezone(zone).date()
    return [
        *(_say_campaign(one, now=now, zone=zone) for one in rule.campaigns),
        *_say_days(rule, today),
        *say_notice(rule.notice),
        *_say_service(rule.service),
    ]


def say_notice(notice: Notice) -> list[str]:
    """Say until when to order: « Commander la veille avant 18 h. »."""
    said = []
    if notice.lead:
        said.append(_("Ready in %(time)s.") % {"time": _say_time(notice.lead)})
    if notice.at is not None:
        words = {"hour": say_hour(notice.at)}
        if notice.weekday is not None:
            words["day"] = dict(WEEKDAYS)[notice.weekday].lower()
            said.append(_("Order by %(day)s %(hour)s.") % words)
        elif notice.days == 0:
            said.append(_("Order the same day before %(hour)s.") % words)
        elif notice.days == 1:
            said.append(_("Order the day before, by %(hour)s.") % words)
        else:
            words["days"] = str(notice.days)
            said.append(_("Order %(days)s days before, by %(hour)s.") % words)
    return said


def say_days(days: Iterable[date]) -> str:
    """Say days of collection: « 23, 24 et 31 décembre »."""
    ordered = sorted(days)
    said = []
    for place, day in enumerate(ordered):
        later = ordered[place + 1 : place + 2]
        same_month = later and (later[0].year, later[0].month) == (day.year, day.month)
        said.append(say_date(day, "j" if same_month else "j F").replace(" ", NBSP))
    return get_text_list(said, _("and"))


def _say_campaign(campaign: PreorderCampaign, *, now: datetime, zone: ZoneInfo) -> str:
    words = {
        "name": campaign.name,
        "days": say_days(campaign.dates),
        "opens": say_moment(campaign.opens_at.astimezone(zone), "j F"),
        "closes": say_moment(campaign.closes_at.astimezone(zone), "j F"),
    }
    if now < campaign.opens_at:
        return _("%(name)s: collected on %(days)s, to order from %(opens)s.") % words
    if now < campaign.closes_at:
        return _("%(name)s: collected on %(days)s, to order until %(closes)s.") % words
    return _("%(name)s: orders closed on %(closes)s.") % words


def _say_days(rule: Collection, today: date) -> list[str]:
    said = []
    if rule.weekdays:
        names = [dict(WEEKDAYS)[number].lower() for number in sorted(rule.weekdays)]
        said.append(_("Collected on %(days)s.") % {"days": get_text_list(names, _("and"))})
    coming = [day for day in rule.dates if day >= today]
    if coming:
        said.append(_("Collected on %(days)s.") % {"days": say_days(coming)})
    if rule.season:
        first, last = (say_date(day, "j F").replace(" ", NBSP) for day in rule.season)
        said.append(_("From %(first)s to %(last)s.") % {"first": first, "last": last})
    return said


def _say_service(service: ServiceTerms | None) -> list[str]:
    if service is None:
        return []
    lasts = {"time": say_minutes(service.duration_minutes)}
    said = [_("Lasts %(time)s, from the beginning of the time that you choose.") % lasts]
    if service.cancel_hours:
        said.append(_("Can be cancelled up to %(n)s h before.") % {"n": service.cancel_hours})
    return said


def with_duration(title: str, product: Any) -> str:
    """Return what a contract names: of a service, how long it lasts too."""
    service = getattr(product, "service_terms", None)
    return f"{title} ({say_minutes(service.duration_minutes)})" if service else title


def say_minutes(minutes: int) -> str:
    """Say how long a service lasts: « 45 min », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)s min") % {"n": rest}
    return f"{hours}{NBSP}h{NBSP}{rest:02d}" if rest else f"{hours}{NBSP}h"


def _say_time(lead: timedelta) -> str:
    minutes = int(lead.total_seconds() // 60)
    if minutes % 1440 == 0:
        days = minutes // 1440
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if minutes % 60 == 0:
        hours = minutes // 60
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
