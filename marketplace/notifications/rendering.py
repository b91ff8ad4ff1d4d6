"""From templates to a message's subject, text and HTML."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.template import Context, Engine
from django.template.loader import render_to_string


class RenderedMail(NamedTuple):
    subject: str
    text: str
    html: str


def render_mail(template_prefix: str, context: Mapping[str, Any]) -> RenderedMail:
    """Render `<prefix>_subject.txt`, `<prefix>.txt` and `<prefix>.html`.

    The two .txt templates are never HTML-escaped: "L'Établi" stays as the shop wrote it.
    """
    return RenderedMail(
        subject=" ".join(render_text(f"{template_prefix}_subject.txt", context).split()),
        text=render_text(f"{template_prefix}.txt", context),
        html=render_to_string(f"{template_prefix}.html", dict(context)).strip(),
    )


def render_text(template_name: str, context: Mapping[str, Any]) -> str:
    """Render a plain-text template (an SMS, a subject) without HTML escapes."""
    template = Engine.get_default().get_template(template_name)
    return template.render(Context(dict(context), autoescape=False)).strip()
