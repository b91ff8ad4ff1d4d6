"""A few marks of Markdown made into HTML: headings, lists, bold, italics, links. Nothing else.

Everything typed is escaped first, and what comes out passes nh3's allow-list: a text of the desk
stands on every visitor's page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TAGS = {"h2", "h3", "p", "br", "ul", "ol", "li", "strong", "em", "a"}
HEADING = re.compile(r"(#{1,3})\s+(\S.*)")
BULLET = re.compile(r"[-*]\s+(\S.*)")
NUMBER = re.compile(r"\d{1,3}[.)]\s+(\S.*)")
# Bounded, so that no text makes the search slow.
BOLD = re.compile(r"\*\*([^*\n]{1,500})\*\*")
ITALIC = re.compile(r"(?<![*\w])\*([^*\n]{1,500})\*(?![*\w])")
LINK = re.compile(r"\[([^\]\[\n]{1,300})\]\(((?:https?://|mailto:|tel:|/)[^()\s]{1,500})\)")


def render_markup(text: str) -> SafeString:
    """Return a text as HTML that is safe to show."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip())
    html = "\n".join(part for block in blocks for part in _render_block(block.strip()))
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return mark_safe(clean)


def _render_block(block: str) -> Iterator[str]:
    """Yield a paragraph, or the headings, lists and paragraphs that its lines make."""
    lines: list[str] = []
    kind = ""
    for line in block.splitlines():
        found, words = _kind_of(line.strip())
        if found != kind or found == "h":
            yield from _close(kind, lines)
            lines, kind = [], found
        lines.append(words)
    yield from _close(kind, lines)


def _kind_of(line: str) -> tuple[str, str]:
    if HEADING.fullmatch(line):
        return "h", line
    if bullet := BULLET.fullmatch(line):
        return "ul", bullet[1]
    if number := NUMBER.fullmatch(line):
        return "ol", number[1]
    return "p", line


def _close(kind: str, lines: list[str]) -> Iterator[str]:
    if not lines or not any(lines):
        return
    if kind == "h":
        marks, words = HEADING.fullmatch(lines[0]).groups()  # type: ignore[union-attr]
        level = 2 if len(marks) < 3 else 3
        yield f"<h{level}>{_inline(words)}</h{level}>"
    elif kind in ("ul", "ol"):
        items = "".join(f"<li>{_inline(line)}</li>" for line in lines)
        yield f"<{kind}>{items}</{kind}>"
    else:
        yield f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(line: str) -> str:
    html = LINK.sub(r'<a href="\2">\1</a>', escape(line))
    return ITALIC.sub(r"<em>\1</em>", BOLD.sub(r"<strong>\1</strong>", html))
