"""One small stylesheet on tokens, and nothing of another site in it."""

import gzip
import re

from themes.loaders import THEMES_DIR

SHEETS = sorted((THEMES_DIR / "default" / "static" / "css").glob("*.css"))
SITE = (THEMES_DIR / "default" / "static" / "css" / "site.css").read_text()


def test_all_styles_together_weigh_at_most_12_kib_compressed():
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS) <= 12 * 1024


def test_colours_stand_in_the_tokens_only():
    on_screen = SITE[: SITE.index("/* Paper */")]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", on_screen)) <= {"#fff"}


def test_every_token_that_is_used_is_declared_somewhere():
    declared = set(re.findall(r"(--[\w-]+):", "".join(sheet.read_text() for sheet in SHEETS)))
    set_in_templates = {"--full"}
    assert set(re.findall(r"var\((--[\w-]+)\)", SITE)) <= declared | set_in_templates


def test_no_stylesheet_asks_another_site():
    for sheet in SHEETS:
        assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", sheet.read_text())


def test_a_theme_brings_tokens_and_no_rule():
    for sheet in THEMES_DIR.glob("*/static/css/tokens.css"):
        selectors = re.findall(r"([^{};/]+)\{", re.sub(r"/\*.*?\*/", "", sheet.read_text()))
        assert {one.strip() for one in selectors} <= {
            ":root",
            "@media (prefers-color-scheme: dark)",
        }
