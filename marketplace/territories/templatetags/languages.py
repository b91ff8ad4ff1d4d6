from __future__ import annotations

from django import template
from django.utils.html import format_html

from marketplace.territories.languages import OtherLanguage, language_of_texts, other_languages

register = template.Library()


@register.simple_tag(takes_context=True, name="other_languages")
def other_languages_tag(context) -> list[OtherLanguage]:
    """Return the page's address in the other languages; none where there is no request."""
    request = context.get("request")
    return other_languages(request) if request else []


@register.simple_tag
def written() -> str:
    """Return the attribute `lang` of what people wrote, where the page speaks another one."""
    language = language_of_texts()
    return format_html(' lang="{}"', language) if language else ""
