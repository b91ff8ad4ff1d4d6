"""Live parts for pages that editors write, and descriptions made safe to show."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from marketplace.storefront import home
from shops.catalogue.imports.html import make_safe_html

register = template.Library()


@register.inclusion_tag("storefront/_home_products.html", takes_context=True)
def home_products(context) -> dict[str, Any]:
    """Show what can be collected today, or next."""
    return home.home_products(context["request"].territory, now=timezone.now())


@register.inclusion_tag("storefront/_home_shops.html", takes_context=True)
def home_shops(context) -> dict[str, Any]:
    """Show the shops that are open now, or next."""
    return home.home_shops(context["request"].territory, now=timezone.now())


@register.inclusion_tag("storefront/_home_chips.html", takes_context=True)
def home_chips(context) -> dict[str, Any]:
    """Show the ways in: today, and the categories."""
    return {"categories": home.home_categories(context["request"].territory, now=timezone.now())}


@register.filter
def safe_description(text: str) -> SafeString:
    """Show a description, plain or HTML, with the few tags it may have and nothing active."""
    return mark_safe(make_safe_html(text))
