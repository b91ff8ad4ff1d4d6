"""Live parts of pages that editors compose; the blocks' templates call them."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from marketplace.storefront import live

register = template.Library()


@register.inclusion_tag("storefront/_live_products.html", takes_context=True)
def live_products(
    context, *, title: str = "", written: bool = False, **rule: Any
) -> dict[str, Any]:
    """Show products by rule: today, sunday, category, picked, newest."""
    shown = live.live_products(context["request"].territory, now=timezone.now(), **rule)
    return _with_title(context, shown, title, written, category=rule.get("category"))


@register.inclusion_tag("storefront/_live_shops.html", takes_context=True)
def live_shops(context, *, title: str = "", written: bool = False, **rule: Any) -> dict[str, Any]:
    """Show shops by rule: open_now, sunday, town, picked."""
    shown = live.live_shops(context["request"].territory, now=timezone.now(), **rule)
    return _with_title(context, shown, title, written, town=rule.get("town"))


def _with_title(
    context, shown: dict[str, Any], title: str, written: bool, **more: Any
) -> dict[str, Any]:
    """Add the title, and whether an editor wrote it, which says its language."""
    heading = {"title": title or shown["heading"], "is_written": written and bool(title)}
    is_preview = getattr(context["request"], "is_preview", False)
    return shown | more | heading | {"is_preview": is_preview}
