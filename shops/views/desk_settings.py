"""The territory's settings: identity, look, and its own words on the site's pages."""

from __future__ import annotations

from copy import copy
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.legal.terms import TERMS_VERSION, render_model_terms
from marketplace.legal.texts import load_text
from marketplace.territories.services import update_identity, update_look
from marketplace.texts.markup import render_markup
from marketplace.texts.models import TerritoryText
from marketplace.texts.services import write_text
from shops.access import for_association
from shops.desk.forms import BINDING, IdentityForm, LookForm, TextForm, first_day_of, today_in
from shops.desk.messages import announce_text
from shops.models import Shop
from shops.views.association import answer

PAGES = {
    "conditions": TerritoryText.Page.TERMS,
    "comment-ca-marche": TerritoryText.Page.HOW_IT_WORKS,
    "confidentialite": TerritoryText.Page.PRIVACY,
    "conditions-de-vente": TerritoryText.Page.MODEL_TERMS,
}
SHOWN_VERSIONS = 20
# Whom a preview of the model terms is filled in with.
SPECIMEN = {
    "name": "Le commerce",
    "legal_name": "Nom de l’entreprise",
    "address": "Adresse du commerce",
    "phone": "01 00 00 00 00",
    "email": "commerce@example.org",
    "mediator_name": "Médiateur du commerce",
}


@require_safe
@for_association
def desk_settings(request, association):
    today = today_in(association.territory)
    texts = [(slug, page.label, text_on(association, page, today)) for slug, page in PAGES.items()]
    context = {"association": association, "texts": texts}
    return render(request, "shops/association/settings.html", context)


@for_association
def desk_identity(request, association):
    form = IdentityForm(request.POST or None, instance=copy(association))
    if form.is_valid():
        update_identity(association=association, facts=form.cleaned_data)
        messages.success(request, _("Saved. The legal notice says it already."))
        return redirect("shops:desk_settings")
    context = {"association": association, "form": form}
    return answer(request, "shops/association/identity.html", context)


@for_association
def desk_look(request, association):
    territory = association.territory
    form = LookForm(request.POST or None, instance=copy(territory))
    if form.is_valid():
        update_look(territory=territory, facts=form.cleaned_data)
        messages.success(request, _("Saved. Every page wears it from now on."))
        return redirect("shops:desk_settings")
    context = {"association": association, "form": form}
    return answer(request, "shops/association/look.html", context)


@for_association
def desk_text(request, association, page):
    """Write a version of a text: looked at first, then kept from its day on."""
    page = PAGES.get(page) or missing_page()
    today = today_in(association.territory)
    form = TextForm(
        request.POST or None, page=page, today=today, initial=initial_of(association, page, today)
    )
    if form.is_valid() and "preview" not in request.POST:
        save_text(association, page, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. It is in force from the day you chose."))
        return redirect(request.path)
    versions = TerritoryText.objects.of_page(association.territory, page).select_related("by")
    context = {
        "association": association,
        "page": page,
        "form": form,
        "preview": preview_of(association, page, form),
        "binding": page in BINDING,
        "versions": versions[:SHOWN_VERSIONS],
        "current": text_on(association, page, today),
    }
    return answer(request, "shops/association/text.html", context)


@require_safe
@for_association
def desk_text_version(request, association, page, pk):
    """Show a version as it stood or will stand."""
    page = PAGES.get(page) or missing_page()
    versions = TerritoryText.objects.of_page(association.territory, page).select_related("by")
    version = versions.filter(pk=pk).first() or missing_page()
    html = as_html(association, page, version.text) if version.text else ""
    context = {"association": association, "page": page, "version": version, "html": html}
    return render(request, "shops/association/text_version.html", context)


@transaction.atomic
def save_text(association, page, facts, *, by) -> None:
    """Keep a version and, where it binds shops, send it to each of them."""
    text = write_text(territory=association.territory, page=page, by=by, **facts)
    if page in BINDING:
        here = Shop.objects.in_territory(association.territory)
        told = here.filter(status__in=["approved", "paused"])
        announce_text(text, list(told.select_related("territory__association", "town")))


def initial_of(association, page, today: date) -> dict:
    text = text_on(association, page, today)
    shipped = load_text("model_terms") if page == TerritoryText.Page.MODEL_TERMS else ""
    return {"text": text.text if text else shipped, "since": first_day_of(page, today)}


def text_on(association, page, day: date) -> TerritoryText | None:
    return TerritoryText.objects.in_force(association.territory, page, day=day)


def preview_of(association, page, form) -> str:
    if not form.is_bound or not form.is_valid():
        return ""
    return as_html(association, page, form.cleaned_data["text"])


def as_html(association, page, text: str) -> str:
    """Return a text as visitors will see it; model terms are filled in with a specimen."""
    if page != TerritoryText.Page.MODEL_TERMS:
        return render_markup(text)
    platform = {"name": association.name, "email": association.email}
    filled = render_model_terms(
        seller=SPECIMEN, association=platform, text=text, version=TERMS_VERSION
    )
    return render_markup(filled)


def missing_page():
    raise Http404
