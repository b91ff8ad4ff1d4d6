"""A shop's sheet at the desk: its facts and its log, its mode, pausing, closing, acting for it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shops.access import for_association
from shops.admission import change_mode
from shops.admission_forms import ModeForm, RefusalForm
from shops.desk.acting import begin_acting, end_acting, session_for
from shops.desk.forms import ActingForm, QuestionForm, ReasonsForm
from shops.desk.models import ActingSession, Statement
from shops.desk.standing import Reasons, close_shop, pause_shop, reactivate_shop, withdraw_closure
from shops.exceptions import TransitionRefused
from shops.identity import missing_to_sell
from shops.models import Shop
from shops.views.association import answer, refusal_said, shop_of

Ground = Statement.Ground
PAUSE_GROUNDS = [Ground.OWN_REQUEST, Ground.TERMS, Ground.LAW]
CLOSURE_GROUNDS = [Ground.OWN_REQUEST, Ground.TERMS, Ground.REPEATED, Ground.LAW]
SHOWN_SESSIONS = 10
# What `pour` says where the shop's space is opened to note an order.
FOR_AN_ORDER = "commande"


@require_safe
@for_association
def desk_shop(request, association, slug):
    return show_shop(request, association, shop_of(association, slug))


def show_shop(request, association, shop, *, form=None, question_form=None):
    """Render the sheet; a form that was refused keeps what was typed, with its error."""
    form, question_form = form or RefusalForm(), question_form or QuestionForm()
    context = {
        "association": association,
        "shop": shop,
        "form": form,
        "question_form": question_form,
        "missing": missing_to_sell(shop),
        "modes": Shop.Mode.choices,
        "transitions": shop.transitions.select_related("by"),
        "questions": shop.questions.select_related("asked_by"),
        "awaited": shop.questions.filter(answered_at=None).exists(),
        "team": shop.members.select_related("user"),
        "closure": Statement.objects.announced_closures().filter(shop=shop).first(),
        "sessions": ActingSession.objects.for_shop(shop).select_related("by")[:SHOWN_SESSIONS],
    }
    refused = form.errors or question_form.errors
    status = 422 if refused else 200
    return render(request, "shops/association/shop.html", context, status=status)


@require_POST
@for_association
def desk_mode(request, association, slug):
    shop, form = shop_of(association, slug), ModeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the two modes."))
        return redirect("shops:desk_shop", slug)
    with refusal_said(request):
        change_mode(shop=shop, mode=form.cleaned_data["mode"], by=request.user)
        messages.success(request, _("Saved; the shop is told."))
    return redirect("shops:desk_shop", slug)


@for_association
def desk_pause(request, association, slug):
    shop = shop_of(association, slug)
    form = ReasonsForm(request.POST or None, grounds=PAUSE_GROUNDS)
    done = _("%(shop)s is paused, and told why.") % {"shop": shop.name}
    return restrict(request, association, shop, form, service=pause_shop, done=done)


@for_association
def desk_close(request, association, slug):
    shop = shop_of(association, slug)
    form = ReasonsForm(request.POST or None, grounds=CLOSURE_GROUNDS)
    done = _("The reasons are sent to %(shop)s.") % {"shop": shop.name}
    return restrict(request, association, shop, form, service=close_shop, done=done)


def restrict(request, association, shop, form, *, service, done):
    """Ask for the reasons, then pause or close."""
    if form.is_valid():
        with refusal_said(request):
            service(shop=shop, by=request.user, reasons=Reasons(**form.cleaned_data))
            messages.success(request, done)
        return redirect("shops:desk_shop", shop.slug)
    context = {
        "association": association,
        "shop": shop,
        "form": form,
        "closing": service is close_shop,
    }
    return answer(request, "shops/association/restrict.html", context)


@require_POST
@for_association
def desk_reactivate(request, association, slug):
    shop = shop_of(association, slug)
    with refusal_said(request):
        reactivate_shop(shop=shop, by=request.user)
        messages.success(request, _("%(shop)s is shown again, and told so.") % {"shop": shop.name})
    return redirect("shops:desk_shop", slug)


@require_POST
@for_association
def desk_keep(request, association, slug):
    shop = shop_of(association, slug)
    with refusal_said(request):
        withdraw_closure(shop=shop, by=request.user)
        messages.success(request, _("The closing is withdrawn, and the shop is told."))
    return redirect("shops:desk_shop", slug)


@for_association
def desk_act(request, association, slug):
    """Ask why, then open the shop's space for two hours, where it is wanted."""
    shop = shop_of(association, slug)
    takes_order = request.GET.get("pour") == FOR_AN_ORDER
    page = "pickup:pro_new_order" if takes_order else "shops:pro_products"
    # Who acts for the shop already has said why.
    if takes_order and session_for(request.user, shop):
        return redirect(page, shop.slug)
    form = ActingForm(request.POST or None)
    if form.is_valid():
        act = partial(begin_acting, shop=shop, by=request.user)
        try:
            act(reason=form.cleaned_data["reason"])
        except TransitionRefused as refused:
            messages.info(request, str(refused))
        return redirect(page, shop.slug)
    context = {"association": association, "shop": shop, "form": form, "takes_order": takes_order}
    return answer(request, "shops/association/act.html", context)


@require_POST
@for_association
def desk_act_end(request, association, slug):
    """End one's own session; one that ran out already is no fault."""
    shop = shop_of(association, slug)
    mine = ActingSession.objects.filter(by=request.user, ended_at=None).for_shop(shop)
    for session in mine.select_related("shop__territory__association", "by"):
        end_acting(session=session)
        done = _("Finished. %(shop)s gets the list of what you changed.") % {"shop": shop.name}
        messages.success(request, done)
    return redirect("shops:desk_shop", slug)


@require_safe
@for_association
def desk_journal(request, association, slug, pk):
    """Show what one session changed."""
    shop = shop_of(association, slug)
    sessions = ActingSession.objects.for_shop(shop).select_related("by")
    session = get_object_or_404(sessions.prefetch_related("entries"), pk=pk)
    context = {
        "association": association,
        "shop": shop,
        "sessions": [session],
        "now": timezone.now(),
    }
    return render(request, "shops/association/journal.html", context)
