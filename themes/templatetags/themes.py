"""A theme's own static files; they lie under the theme's name."""

from __future__ import annotations

from functools import cache

from django import template
from django.templatetags.static import static

from themes.current import DEFAULT_THEME, current_theme
from themes.loaders import THEMES_DIR
from themes.palette import TOKENS

register = template.Library()


@register.simple_tag
def theme_static(path: str) -> str:
    """Return the address of the current theme's file, or of the default theme's."""
    theme = current_theme.get()
    return static(f"{theme}/{path}" if _has_own(theme, path) else path)


@register.simple_tag
def theme_tokens() -> str:
    """Return the address of the tokens that this theme lays over the default ones, or ""."""
    theme = current_theme.get()
    return static(f"{theme}/{TOKENS}") if _has_own(theme, TOKENS) else ""


@cache
def _has_own(theme: str, path: str) -> bool:
    return theme != DEFAULT_THEME and (THEMES_DIR / theme / "static" / path).is_file()
