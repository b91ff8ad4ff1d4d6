"""What messages say of an order: its facts in words, from its legal snapshot and as it is due."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from marketplace.dates.words import say_date, say_hour, say_moment
from marketplace.legal import wordings
from marketplace.legal.terms import render_withdrawal_form
from marketplace.money import format_price
from marketplace.territories.addresses import absolute
from marketplace.territories.models import Territory
from pickup.orders import links
from pickup.orders.lines.due_words import frozen_weight, say_at_most, say_price
from pickup.orders.models import Purchase
from pickup.orders.service_times.words import say_start
from pickup.orders.states import OrderState
from pickup.slots.models import Slot
from pickup.slots.words import say_slot
from shops.catalogue.options.choosing import say_frozen

# Enough for the essential characteristics; an imported page-long text stays with the order.
DESCRIPTION_LENGTH = 1500

# Possessive quantifiers: without them a "<" before 50,000 letters costs seconds.
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>")
_INLINE = {"a", "b", "em", "i", "strong"}


def site_facts(territory: Territory) -> dict[str, Any]:
    return {
        "site_name": territory.name,
        "theme": territory.theme,
        "site_url": absolute("/", territory),
        "law": wordings,
    }


def purchase_facts(purchase: Purchase) -> dict[str, str]:
    return {
        # On one line: a name must not become a paragraph of the shop's mail.
        "name": " ".join(purchase.name.split()),
        "email": purchase.email,
        "phone": purchase.phone,
        "url": links.purchase_url(purchase),
        "confirm_url": links.confirm_url(purchase),
    }


def order_facts(order: Any, purchase: Purchase) -> dict[str, Any]:
    """Return an order as messages show it; times are wall time of the shop's zone."""
    shop, slot, snapshot = order.shop, order.slot, order.legal_snapshot
    zone = shop.zone
    moment = partial(_say_moment, zone=zone)
    return {
        "number": order.number,
        "code": order.spaced_code,
        "handover_url": links.handover_url(order),
        "placed_at": moment(order.date_placed, "j F Y"),
        "deadline": moment(order.cancel_until, "l j F"),
        "slot": say_slot(slot, zone=shop.zone, long=True),
        "short_slot": say_slot(slot, zone=shop.zone),
        "half_day": _say_half_day(slot.start.astimezone(shop.zone)),
        "shop_name": shop.name,
        "shop_phone": shop.phone,
        "address": f"{shop.address}\n{shop.postcode} {shop.town.name}",
        "lines": [
            {**_line_facts(line), "at": _say_turn(line, slot, zone)} for line in snapshot["lines"]
        ],
        "at_most": (at_most := say_at_most(order)),
        "total": say_price(order.total_incl_tax, is_estimate=bool(at_most)),
        "means_of_payment": ", ".join(snapshot["means_of_payment"]),
        "note": order.note,
        "withdraw_url": links.withdraw_url(order, purchase),
        "waits": what_waits([order]),
        "held_until": order.hold_expires_at and say_hour(order.hold_expires_at.astimezone(zone)),
        "answer_until": order.answer_until and moment(order.answer_until, "l j F"),
    }


def what_waits(orders: Sequence[Any]) -> str:
    """Say whose word orders wait for: "guest" before "shop", or nobody's."""
    waiting = [order for order in orders if order.status == OrderState.PLACED]
    if any(order.hold_expires_at for order in waiting):
        return "guest"
    return "shop" if waiting else ""


def _line_facts(line: Mapping[str, Any]) -> dict[str, Any]:
    price = Decimal(line["unit_price_incl_tax"])
    return {
        "title": line["title"],
        # Orders placed before there were options have none in their snapshot.
        "options": say_frozen(line.get("options", [])),
        "quantity": line["quantity"],
        "unit_price": format_price(price),
        "price": say_price(price * line["quantity"], is_estimate="at_most" in line),
        "withdrawal": line["withdrawal"],
        "details": _line_details(line),
        "weight": frozen_weight(line),
    }


def _say_turn(line: Mapping[str, Any], slot: Slot, zone: ZoneInfo) -> str:
    """Say when a service begins that follows another one of its order; nothing of all else."""
    after = timedelta(minutes=line.get("begins_after", 0))
    return say_start(slot.start + after, zone) if after else ""


def _line_details(line: Mapping[str, Any]) -> list[str]:
    """Return the essential characteristics of a product, as text (C. conso. L111-1)."""
    details = [
        _plain(line["description"]),
        line["allergens"],
        _allergens_of_options(line),
        line["ingredients"] and _("Ingredients: %(list)s") % {"list": line["ingredients"]},
        line["origin"] and _("Origin: %(place)s") % {"place": line["origin"]},
        line["storage"] and _("Storage: %(advice)s") % {"advice": line["storage"]},
    ]
    return [detail for detail in details if detail]


def _allergens_of_options(line: Mapping[str, Any]) -> str:
    said = line.get("options_allergens", "")
    return said and _("%(allergens)s (with your options)") % {"allergens": said}


def contract_facts(order: Any) -> dict[str, Any]:
    """Return one shop's contract from its snapshot; the guarantee box is never there twice."""
    snapshot = order.legal_snapshot
    terms, notice = snapshot["terms"], snapshot["withdrawal_notice"]
    in_terms = wordings.GUARANTEE_BOX in terms
    return {
        "seller": snapshot["seller"],
        "terms": terms,
        "notice": notice,
        "form": render_withdrawal_form(seller=snapshot["seller"]) if notice else "",
        "guarantee_box": "" if in_terms else wordings.GUARANTEE_BOX,
    }


def _plain(description: str) -> str:
    """Return a description, plain or of the importers' few tags, as one paragraph.

    Not by `strip_tags`: it raises on what it finds suspicious, and no description may stop an
    order. The templates escape what is left.
    """
    text = unescape(_TAG.sub(lambda tag: "" if tag[1].lower() in _INLINE else " ", description))
    return Truncator(" ".join(text.split())).chars(DESCRIPTION_LENGTH)


def _say_moment(instant: datetime, day_format: str, *, zone: Any) -> str:
    """Say a moment: « mercredi 25 novembre à 15 h »."""
    return say_moment(instant.astimezone(zone), day_format)


def _say_half_day(local: datetime) -> str:
    """Say about when: « jeudi matin », « jeudi après-midi », « jeudi soir »."""
    day = {"day": say_date(local, "l")}
    if local.hour < 12:
        return _("%(day)s morning") % day
    if local.hour < 18:
        return _("%(day)s afternoon") % day
    return _("%(day)s evening") % day
