"""Taking a report in: a row, a receipt, a notice to the association, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from shops.exceptions import TooManyReports
from shops.models import Shop
from shops.news.models import NewsItem
from shops.reports.messages import announce_report
from shops.reports.models import Report

# Without letters that are taken for figures: references are read out on the telephone.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
MAX_A_DAY = 20


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a person says: the elements of article 16 (2); name and e-mail stay optional."""

    category: str
    explanation: str
    good_faith: bool
    reporter_name: str = ""
    reporter_email: str = ""


def new_reference() -> str:
    """Return a reference nobody guesses: the receipt's page opens with it alone."""
    return "S" + "".join(secrets.choice(ALPHABET) for _ in range(9))


@transaction.atomic
def file_report(
    *,
    target: Any,
    notice: Notice,
    now: datetime | None = None,
    make_reference: Callable[[], str] = new_reference,
) -> Report:
    """Take a report about a product, a shop or its news, send a receipt, and tell the association.

    The limit counts rows, so that it holds in every process and no address of a machine is
    kept. Two reports at the same instant may pass it by one: it stops a flood, nothing else.

    Raises:
        TooManyReports: this content was reported `MAX_A_DAY` times within a day.
    """
    now = now or timezone.now()
    if Report.objects.about(target).within_a_day(now).count() >= MAX_A_DAY:
        raise TooManyReports
    report = Report.objects.create(
        **_target_fields(target), **asdict(notice), reference=make_reference(), created_at=now
    )
    announce_report(report)
    return report


def _target_fields(target: Any) -> dict[str, Any]:
    if isinstance(target, Shop):
        return {"shop": target, "subject": target.name, "territory": target.territory}
    shop = target.shop
    facts = {"subject": f"{_title(target)} · {shop.name}", "territory": shop.territory}
    if isinstance(target, NewsItem):
        return facts | {"shop": shop, "news": target}
    return facts | {"product": target}


def _title(target: Any) -> str:
    return target.title if isinstance(target, NewsItem) else target.get_title()
