"""Applying to sell here, taking a shop in hand, and reporting what is illegal."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from oscar.core.loading import get_model

from marketplace.legal.wordings import REPORT_LINK
from shops.admission import Application, apply_for_shop, claim_shop, shop_to_claim
from shops.admission_forms import ApplicationForm
from shops.desk.forms import AnswerForm
from shops.desk.questions import answer_question, question_of
from shops.exceptions import (
    LinkExpired,
    TooManyApplications,
    TooManyReports,
    TransitionRefused,
)
from shops.models import Shop
from shops.news.models import NewsItem
from shops.reports.forms import ReportForm
from shops.reports.models import Report
from shops.reports.services import Notice, file_report

Product = get_model("catalogue", "Product")


def apply(request):
    """Say what selling here is, and take the application."""
    form = ApplicationForm(
        request.POST or None, territory=request.territory, initial=known_of(request.user)
    )
    if form.is_valid():
        try:
            apply_for_shop(
                territory=request.territory,
                application=Application(**form.cleaned_data),
                by=request.user if request.user.is_authenticated else None,
            )
        except TooManyApplications:
            form.add_error(None, _("Several applications wait already. Please telephone us."))
        else:
            return redirect("shops:apply_done")
    return answer(request, "shops/apply.html", {"form": form})


@require_safe
def apply_done(request):
    return render(request, "shops/apply_done.html")


@login_required
def claim(request, token):
    """Give a shop to the person who opened the link of the mail and signed in."""
    shop = shop_to_claim(token, territory=request.territory, by=request.user)
    if shop is None:
        raise Http404
    if request.method != "POST":
        return render(request, "shops/claim.html", {"shop": shop})
    try:
        claim_shop(shop=shop, by=request.user)
    except TransitionRefused as refused:
        raise Http404 from refused
    return redirect("shops:pro_shop", shop.slug)


@never_cache
def answer_association(request, token):
    """Take an applicant's answer, with the application to correct; the mail's link opens it."""
    try:
        question = question_of(token)
    except LinkExpired:
        return render(request, "shops/link_closed.html", status=410)
    if question is None or question.shop.territory_id != request.territory.pk:
        raise Http404
    form = AnswerForm(
        request.POST or None, territory=request.territory, initial=applied(question.shop)
    )
    if form.is_valid():
        words = form.cleaned_data["answer"]
        try:
            answer_question(question=question, answer=words, corrections=form.corrections())
        except TransitionRefused:
            return render(request, "shops/link_closed.html", status=410)
        return redirect("shops:apply_done")
    return answer(request, "shops/answer.html", {"form": form, "question": question})


def applied(shop) -> dict[str, object]:
    """Return an application as it stands, for the form that corrects it."""
    same = ("name", "trade", "kind", "mode", "town", "address", "postcode", "phone", "email")
    return {field: getattr(shop, field) for field in same} | {
        "first_name": shop.applicant_first_name,
        "last_name": shop.applicant_last_name,
    }


def report_product(request, slug):
    products = Product.objects.published().in_territory(request.territory)
    return take_report(request, get_object_or_404(products.select_related("shop"), slug=slug))


def report_shop(request, slug):
    shops = Shop.objects.visible().in_territory(request.territory)
    return take_report(request, get_object_or_404(shops, slug=slug))


def report_news(request, pk):
    news = NewsItem.objects.shown().in_territory(request.territory)
    return take_report(request, get_object_or_404(news.select_related("shop"), pk=pk))


@require_safe
def report_done(request, reference):
    reports = Report.objects.in_territory(request.territory)
    report = get_object_or_404(reports, reference=reference)
    return render(request, "shops/report_done.html", {"report": report})


def take_report(request, target):
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            report = file_report(target=target, notice=Notice(**form.cleaned_data))
        except TooManyReports:
            form.add_error(None, _("This was reported many times today: we are looking into it."))
        else:
            return redirect("shops:report_done", report.reference)
    context = {"form": form, "target": target, "heading": REPORT_LINK}
    return answer(request, "shops/report.html", context)


def answer(request, template, context):
    """Show a form; one that was refused is no success for programs either."""
    return render(request, template, context, status=422 if context["form"].errors else 200)


def known_of(user) -> dict[str, str]:
    if not user.is_authenticated:
        return {}
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "phone": user.phone,
    }
