"""Applications at the desk: ask for more, admit, refuse with the reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shops.access import for_association
from shops.admission import admit_shop, refuse_shop
from shops.admission_forms import RefusalForm
from shops.desk.forms import QuestionForm
from shops.desk.questions import ask_applicant, remind_applicant
from shops.views.association import applications_of, refusal_said, shop_of, shops_of
from shops.views.desk_shops import show_shop

PER_PAGE = 30


@require_safe
@for_association
def desk_applications(request, association):
    refused = shops_of(association).filter(status="refused").order_by("-pk")
    context = {
        "association": association,
        "applications": applications_of(association),
        "page": Paginator(refused, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "shops/association/applications.html", context)


@require_POST
@for_association
def desk_admit(request, association, slug):
    shop = shop_of(association, slug)
    with refusal_said(request):
        admit_shop(shop=shop, by=request.user)
        messages.success(request, _("%(shop)s is admitted, and told so.") % {"shop": shop.name})
    return redirect("shops:desk_shop", slug)


@require_POST
@for_association
def desk_refuse(request, association, slug):
    shop, form = shop_of(association, slug), RefusalForm(request.POST)
    if not form.is_valid():
        return show_shop(request, association, shop, form=form)
    with refusal_said(request):
        refuse_shop(shop=shop, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(shop)s is refused, and told why.") % {"shop": shop.name})
    return redirect("shops:desk_shop", slug)


@require_POST
@for_association
def desk_ask(request, association, slug):
    shop, form = shop_of(association, slug), QuestionForm(request.POST)
    if not form.is_valid():
        return show_shop(request, association, shop, question_form=form)
    with refusal_said(request):
        ask_applicant(shop=shop, by=request.user, question=form.cleaned_data["question"])
        messages.success(request, _("Your question is on its way to the applicant."))
    return redirect("shops:desk_shop", slug)


@require_POST
@for_association
def desk_remind(request, association, slug):
    with refusal_said(request):
        remind_applicant(shop=shop_of(association, slug))
        messages.success(request, _("The question is sent once more, with a new link."))
    return redirect("shops:desk_shop", slug)
