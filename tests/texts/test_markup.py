"""A few marks, and nothing that harms."""

import pytest

from marketplace.texts.markup import render_markup


def test_headings_lists_and_paragraphs():
    html = render_markup("## Titre\nUn mot\n\n- un\n- deux\n\n1. premier")
    assert "<h2>Titre</h2>" in html
    assert "<p>Un mot</p>" in html
    assert "<ul><li>un</li><li>deux</li></ul>" in html
    assert "<ol><li>premier</li></ol>" in html


def test_links_go_where_they_say():
    html = render_markup("[le site](https://example.org/a?b=1&c=2)")
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        '[x](https://a.example/"onclick="alert(1))',
        "**<b onclick=x>**",
    ],
)
def test_nothing_harmful_gets_through(text):
    html = render_markup(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html.split("href=")[-1] or "href" not in html
    assert "<b " not in html


def test_an_empty_text_is_empty():
    assert render_markup("  \n\n ") == ""
