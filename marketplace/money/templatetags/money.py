from __future__ import annotations

from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.translation import get_language, to_locale

from marketplace import money

register = template.Library()


def _active_locale() -> str:
    return to_locale(get_language() or settings.LANGUAGE_CODE)


@register.filter
def price(amount: Decimal | None) -> str:
    """Write a price: {{ product.price_incl_tax|price }}; nothing where there is no price."""
    if amount is None or amount == "":  # "" is what a template makes of a missing value
        return ""
    return money.format_price(amount, _active_locale())


@register.filter
def about(text: str, is_estimate: bool) -> str:
    """Say of a price that the scales have still to speak: {{ total|price|about:is_estimate }}."""
    return money.say_about(text) if text and is_estimate else text


@register.simple_tag
def unit_price(
    amount: Decimal | None, net_quantity: Decimal | int | None, unit: str | None
) -> str:
    """Write a unit price: {% unit_price price net_quantity unit %}; nothing if one is missing."""
    if amount in (None, "") or not net_quantity or not unit:
        return ""
    return money.format_unit_price(amount, net_quantity, unit, _active_locale())
