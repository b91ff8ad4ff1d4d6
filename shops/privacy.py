"""What the shops' side holds of a person: teams, applications, reports, decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from marketplace.accounts.person import Person
from marketplace.notifications.privacy import messages_about, scrub_about
from marketplace.territories.models import AssociationMember
from shops.models import Shop, ShopMember, ShopTransition
from shops.reports.models import Report

APPLICATION_MAILS = "application_"


def obstacles(person: Person) -> list[str]:
    """Name the shops that would be left without an owner, and applications not yet decided."""
    if person.user is None:
        return []
    others = ShopMember.objects.filter(shop=OuterRef("pk"), role="owner").exclude(user=person.user)
    mine = Shop.objects.filter(members__user=person.user, members__role="owner").filter(
        ~Exists(others), status__in=["approved", "paused"]
    )
    waiting = _applications(person).awaiting_decision()
    alone = _("You are the last owner of %(shop)s: hand it over, or have it closed, first.")
    applied = _("Your application for %(shop)s is being examined: ask to withdraw it first.")
    return [alone % {"shop": shop} for shop in mine] + [
        applied % {"shop": shop} for shop in waiting
    ]


def export(person: Person) -> dict[str, Any]:
    data: dict[str, Any] = {
        "applications": list(
            _applications(person).values(
                "name",
                "applicant_first_name",
                "applicant_last_name",
                "applicant_email",
                "created_at",
            )
        ),
        "reports": list(
            _reports(person).values(
                "reference",
                "subject",
                "explanation",
                "reporter_name",
                "reporter_email",
                "created_at",
            )
        ),
    }
    if person.user:
        data["teams"] = list(
            ShopMember.objects.filter(user=person.user).values("shop__name", "role")
        )
        data["association"] = list(
            AssociationMember.objects.filter(user=person.user).values("association__name")
        )
        data["decisions on shops"] = list(
            ShopTransition.objects.filter(by=person.user).values(
                "shop__name", "at", "from_status", "to_status", "reason"
            )
        )
    return data


def erase(person: Person, now: datetime) -> None:
    """Leave teams, and take the person out of applications and reports; what they said too.

    The report itself, its subject and its category stay: the association answers for what it
    did with it (Regulation (EU) 2022/2065, art. 16).
    """
    reports, applications = _reports(person), _applications(person)
    scrub_about(reports.values_list("reference", flat=True))
    slugs = list(applications.values_list("slug", flat=True))
    about = messages_about(slugs).filter(kind__startswith=APPLICATION_MAILS)
    about.update(recipient="", subject="", text="", html="", reply_to="")
    reports.update(explanation=_("[erased]"), reporter_name="", reporter_email="")
    Shop.objects.filter(pk__in=list(applications.values_list("pk", flat=True))).update(
        applicant=None, applicant_email="", applicant_first_name="", applicant_last_name=""
    )
    if person.user:
        ShopTransition.objects.filter(by=person.user).update(by=None)
        ShopMember.objects.filter(user=person.user).delete()
        AssociationMember.objects.filter(user=person.user).delete()


def _applications(person: Person) -> QuerySet[Shop]:
    theirs = Q(applicant_address_lower__in=person.addresses)
    if person.user:
        theirs |= Q(applicant=person.user)
    return Shop.objects.alias(applicant_address_lower=Lower("applicant_email")).filter(theirs)


def _reports(person: Person) -> QuerySet[Report]:
    lowered = Report.objects.alias(address=Lower("reporter_email"))
    return lowered.filter(address__in=person.addresses)
