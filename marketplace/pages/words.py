"""Texts as they are searched."""

from __future__ import annotations

from html import unescape

from django.utils.html import strip_tags


def text_of_html(html: str) -> str:
    """Return the words of a rich text: tags part words, entities are read."""
    return unescape(strip_tags(html.replace("<", " <"))).strip()
