"""What a shop says of itself, and what is still missing before it may sell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.images.pictures import delete_picture, store_picture
from marketplace.images.processing import ProcessedImage
from marketplace.territories.versions import touch
from shops.models import Shop, VatStatus
from shops.queries import REQUIRED_TO_SELL

SHEET_FIELDS = (
    "tagline",
    "description",
    "address",
    "postcode",
    "phone",
    "email",
    "legal_name",
    "legal_form",
    "siren",
    "rna",
    "vat_number",
    "mediator_name",
    "mediator_address",
    "mediator_website",
    "uses_model_terms",
    "own_terms",
    "means_of_payment",
)


class Missing(NamedTuple):
    """One thing that stands between a shop and its first sale: the field, and what to do."""

    field: str
    sentence: str


def missing_to_sell(shop: Shop) -> list[Missing]:
    """Return what the law asks for and the shop has not said; empty: it may sell.

    Says of one shop what `queries.legally_complete` says to the database. Prefetch
    `vat_statuses` for a list.
    """
    fields = [field for field in REQUIRED_TO_SELL if not getattr(shop, field)]
    if not (shop.siren or shop.rna):
        fields.append("siren")
    if not shop.vat_statuses.all():
        fields.append("vat_regime")
    if not (shop.uses_model_terms or shop.own_terms):
        fields.append("own_terms")
    if not shop.means_of_payment:
        fields.append("means_of_payment")
    return [Missing(field, sentence_for(field)) for field in fields]


def sentence_for(field: str) -> str:
    return {
        "legal_name": _("Give the legal name of the business, as it is registered."),
        "legal_form": _("Choose the legal form."),
        "address": _("Give the address of the shop."),
        "phone": _("Give a telephone number."),
        "email": _("Give an e-mail address."),
        "siren": _("Give the SIREN number, or the RNA number of an association."),
        "vat_regime": _("Say whether the business is subject to VAT, and since when."),
        "mediator_name": _("Name the consumer mediator that the business belongs to."),
        "mediator_address": _("Give the mediator’s postal address."),
        "mediator_website": _("Give the mediator’s website."),
        "own_terms": _("Keep the site’s model terms of sale, or write your own."),
        "means_of_payment": _("Tick at least one means of payment taken in the shop."),
    }[field]


def update_shop_sheet(
    *,
    shop: Shop,
    facts: Mapping[str, Any],
    vat_regime: str = "",
    vat_since: date | None = None,
    picture: ProcessedImage | None = None,
) -> None:
    """Write what a shop says of itself; orders already placed keep their own snapshot.

    `facts` holds every one of `SHEET_FIELDS`. The picture's files are written before the
    transaction, since files know none.
    """
    name = picture and store_picture(picture, folder="shops", name_hint=shop.slug)
    with transaction.atomic():
        for field in SHEET_FIELDS:
            setattr(shop, field, facts[field])
        shop.save(update_fields=SHEET_FIELDS)
        if vat_regime and vat_since:
            set_vat_regime(shop=shop, regime=vat_regime, since=vat_since)
        if name:
            _replace_picture(shop, name)
        touch(shop.territory_id)


@transaction.atomic
def set_vat_regime(*, shop: Shop, regime: str, since: date) -> None:
    """Say which VAT regime holds from a day on; the regimes of former days stay."""
    VatStatus.objects.update_or_create(shop=shop, since=since, defaults={"regime": regime})
    touch(shop.territory_id)


def _replace_picture(shop: Shop, name: str) -> None:
    transaction.on_commit(partial(delete_picture, shop.picture))
    shop.picture = name
    shop.save(update_fields=["picture"])
