"""From templates to a message's subject, text and HTML."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.template import Context, Engine
from django.template.loader import render_to_string

from themes.current import current_theme, wearing
from themes.palette import palette


class RenderedMail(NamedTuple):
    subject: str
    text: str
    html: str


def render_mail(template_prefix: str, context: Mapping[str, Any]) -> RenderedMail:
    """Render `<prefix>_subject.txt`, `<prefix>.txt` and `<prefix>.html`.

    The two .txt templates are never HTML-escaped: "L'Établi" stays as the shop wrote it.
    A `theme` in the context dresses the mail, as it may leave outside a request.
    """
    with wearing(context.get("theme") or current_theme.get()):
        return RenderedMail(
            subject=" ".join(render_text(f"{template_prefix}_subject.txt", context).split()),
            text=render_text(f"{template_prefix}.txt", context),
            html=render_html(f"{template_prefix}.html", context),
        )


def render_html(template_name: str, context: Mapping[str, Any]) -> str:
    """Render an HTML mail; `look` holds the colours of the theme, which mails write inline."""
    look = palette(current_theme.get())
    return render_to_string(template_name, {**context, "look": look}).strip()


def render_text(template_name: str, context: Mapping[str, Any]) -> str:
    """Render a plain-text template (an SMS, a subject) without HTML escapes."""
    template = Engine.get_default().get_template(template_name)
    return template.render(Context(dict(context), autoescape=False)).strip()
