from __future__ import annotations

from django import template

from marketplace.territories.languages import OtherLanguage, other_languages

register = template.Library()


@register.simple_tag(takes_context=True, name="other_languages")
def other_languages_tag(context) -> list[OtherLanguage]:
    """Return the page's address in the other languages; none where there is no request."""
    request = context.get("request")
    return other_languages(request) if request else []
