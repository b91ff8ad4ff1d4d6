"""Reports of content at the desk: the list, one report, its decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shops.access import for_association
from shops.desk.forms import LiftingForm, RulingForm
from shops.reports.decisions import Ruling, decide_report, lift_decision
from shops.reports.models import Report
from shops.views.association import answer, refusal_said

PER_PAGE = 30


@require_safe
@for_association
def desk_reports(request, association):
    chosen = "closed" if request.GET.get("etat") == "decides" else "open"
    reports = Report.objects.in_territory(association.territory)
    reports = reports.decided() if chosen == "closed" else reports.open()
    reports = reports.select_related("product__shop", "shop", "decided_by")
    context = {
        "association": association,
        "chosen": chosen,
        "page": Paginator(reports, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "shops/association/reports.html", context)


@for_association
def desk_report(request, association, reference):
    """Show one report; decide it while it is open."""
    report = report_of(association, reference)
    form = RulingForm(request.POST or None, report=report)
    if form.is_valid():
        with refusal_said(request):
            decide_report(report=report, ruling=Ruling(**form.cleaned_data), by=request.user)
            messages.success(request, _("Decided. Those concerned get the reasons."))
        return redirect("shops:desk_report", reference)
    return show(request, association, report, form)


@require_POST
@for_association
def desk_report_lift(request, association, reference):
    """Lift a decision that took something off the site."""
    report = report_of(association, reference)
    form = LiftingForm(request.POST)
    if not form.is_valid():
        return show(request, association, report, form)
    with refusal_said(request):
        lift_decision(report=report, words=form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Lifted. The shop is told."))
    return redirect("shops:desk_report", reference)


def report_of(association, reference) -> Report:
    """Return a report of this territory; another's answers like one that does not exist."""
    reports = Report.objects.in_territory(association.territory)
    reports = reports.select_related(
        "product__shop__territory__association",
        "shop__territory__association",
        "news__shop__territory",
        "decided_by",
        "lifted_by",
    )
    return get_object_or_404(reports, reference=reference)


def show(request, association, report, form):
    others = Report.objects.about(report.target).exclude(pk=report.pk)
    context = {
        "association": association,
        "report": report,
        "form": form,
        "lifting": form if isinstance(form, LiftingForm) else LiftingForm(),
        "others": others.order_by("-created_at")[:10],
    }
    return answer(request, "shops/association/report.html", context)
