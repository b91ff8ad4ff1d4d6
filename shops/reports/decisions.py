"""Deciding a report: the measure, the reasons, and those who are told (DSA art. 16 and 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from shops.catalogue.services import release_product, withhold_product
from shops.desk.standing import Reasons, pause_shop
from shops.exceptions import TransitionRefused
from shops.models import Shop
from shops.news.services import release_news, withhold_news
from shops.reports.decision_messages import announce_decision, announce_lifting
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
        _take_off(report, now=now)
    # A shop paused for an earlier report is told of this decision all the same.
    if report.decision == Decision.PAUSED and shop.status == Shop.Status.APPROVED:
        reasons = Reasons(ground=report.ground, facts=report.facts, rule=report.rule)
        pause_shop(shop=shop, reasons=reasons, by=by, now=now)


def _take_off(report: Report, *, now: datetime) -> None:
    if report.product:
        withhold_product(product=report.product, now=now)
    if report.news:
        withhold_news(item=report.news, now=now)


@transaction.atomic
def lift_decision(*, report: Report, words: str, by: User, now: datetime | None = None) -> None:
    """Let the shop show again what a decision took off, unless another decision keeps it off.

    Raises:
        TransitionRefused: nothing is kept off by this decision.
    """
    # All decisions on the same content wait for each other: the last one lifted releases it.
    standing = Report.objects.about(report.target).standing().select_for_update()
    others = {one.pk for one in standing.order_by("pk")}
    if report.pk not in others:
        raise TransitionRefused(_("There is nothing to lift: somebody may have been quicker."))
    report.lifted_at, report.lifted_by, report.lifting_words = now or timezone.now(), by, words
    report.save(update_fields=["lifted_at", "lifted_by", "lifting_words"])
    if others == {report.pk}:
        _release(report)
    announce_lifting(report, released=others == {report.pk})


def _release(report: Report) -> None:
    if report.product:
        release_product(product=report.product)
    if report.news:
        release_news(item=report.news)
