"""Deciding a report: the measure, the reasons, and those who are told (DSA art. 16 and 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from shops.catalogue.services import unpublish_product
from shops.desk.standing import Reasons, pause_shop
from shops.exceptions import TransitionRefused
from shops.models import Shop
from shops.news.services import withdraw_news
from shops.reports.decision_messages import announce_decision
from shops.reports.models import Report

Decision = Report.Decision


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What was decided and why; `ground` and `rule` may be empty where nothing is done."""

    decision: str
    facts: str
    ground: str = ""
    rule: str = ""


def decisions_for(report: Report) -> list[str]:
    """Return what can be decided: what is reported as a shop has nothing to take off."""
    without = set() if report.product_id or report.news_id else {Decision.WITHDRAWN}
    return [decision for decision in Decision if decision not in without]


@transaction.atomic
def decide_report(
    *, report: Report, ruling: Ruling, by: User, now: datetime | None = None
) -> None:
    """Decide once, carry the measure out, and tell reporter and shop the reasons.

    Raises:
        TransitionRefused: decided already, or the measure is not possible.
    """
    now = now or timezone.now()
    if ruling.decision not in decisions_for(report):
        raise TransitionRefused(_("This cannot be decided here."))
    decided = Report.objects.filter(pk=report.pk, state=Report.State.OPEN).update(
        state=Report.State.CLOSED,
        decision=ruling.decision,
        facts=ruling.facts,
        ground=ruling.ground,
        rule=ruling.rule,
        decided_at=now,
        decided_by=by,
    )
    if not decided:
        raise TransitionRefused(_("This report has been decided already."))
    report.refresh_from_db()
    _carry_out(report, by=by, now=now)
    announce_decision(report)


def _carry_out(report: Report, *, by: User, now: datetime) -> None:
    shop = report.concerned_shop
    if report.decision == Decision.WITHDRAWN:
        _take_off(report)
    # A shop paused for an earlier report is told of this decision all the same.
    if report.decision == Decision.PAUSED and shop.status == Shop.Status.APPROVED:
        reasons = Reasons(ground=report.ground, facts=report.facts, rule=report.rule)
        pause_shop(shop=shop, reasons=reasons, by=by, now=now)


def _take_off(report: Report) -> None:
    product, news = report.product, report.news
    if product and product.status == "published":
        unpublish_product(product=product)
    if news and news.is_published:
        withdraw_news(item=news)
