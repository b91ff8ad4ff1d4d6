"""Descriptions from elsewhere, made safe to show and plain enough for any theme."""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "h3", "h4", "a"}
# nh3 takes quadratic time on deep trees: 64 KiB of "<ul>" cost 0.45 s.
MAX_DEPTH = 50

_RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h3",
    "h2": "h3",
    "h5": "h4",
    "h6": "h4",
    "div": "p",
    "tr": "p",
}
_RENAMED_TAG = re.compile(rf"<(/?)({'|'.join(_RENAMED)})(?=[\s/>])", re.IGNORECASE)
# A paragraph is not allowed between a table and its cells: the table goes first.
_TABLE = re.compile(r"</?(?:table|thead|tbody|tfoot)\b[^<>]*>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|ul|ol|li|h[1-6]|div|br|table|tr|td|hr|blockquote)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")
_NEVER_CLOSED = {"p", "li", "br", "img", "hr", "meta", "input", "link", "tr", "td", "th", "wbr"}


def make_safe_html(text: str) -> str:
    """Return a description, plain or HTML, as the few tags of TAGS without active content."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not _TAG.search(text):
        text = escape(unescape(text), quote=False)
    elif _is_too_deep(text):
        text = escape(unescape(_TAG.sub(" ", text)), quote=False)
    if not _PARAGRAPH.search(text):
        text = _add_paragraphs(text)
    return _clean(text)


def _is_too_deep(text: str) -> bool:
    depth = 0
    for closing, tag in _TAG.findall(text):
        if tag.lower() not in _NEVER_CLOSED:
            depth += -1 if closing else 1
            if depth > MAX_DEPTH:
                return True
    return False


def _add_paragraphs(text: str) -> str:
    """Make paragraphs of blank lines and breaks of single ones, as blog engines show them."""
    return "\n".join(_paragraph(chunk) for chunk in re.split(r"\n[^\S\n]*\n", text) if chunk)


def _paragraph(chunk: str) -> str:
    chunk = chunk.strip()
    if _BLOCK.match(chunk):
        return chunk
    if not _BLOCK.search(chunk):
        chunk = chunk.replace("\n", "<br>")
    return f"<p>{chunk}</p>"


def _clean(text: str) -> str:
    text = _RENAMED_TAG.sub(lambda match: f"<{match[1]}{_RENAMED[match[2].lower()]}", text)
    cleaned = nh3.clean(
        _CELL_END.sub(" ", _TABLE.sub("", text)),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
    return _EMPTY_PARAGRAPH.sub("", cleaned).strip()
