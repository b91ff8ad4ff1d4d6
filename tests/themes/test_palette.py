"""The colours are read from the tokens as the browser would lay them."""

import re
import tomllib

import pytest

from themes.checks import pale_texts
from themes.loaders import THEMES_DIR
from themes.palette import contrast, palette, palette_of

DARK = "@media (prefers-color-scheme: dark) {{ :root {{ {} }} }}"


@pytest.fixture
def themed(tmp_path):
    """Make a theme whose tokens.css is written by the test."""

    def make(css):
        (tmp_path / "static" / "css").mkdir(parents=True)
        (tmp_path / "static" / "css" / "tokens.css").write_text(css)
        return tmp_path

    return make


def test_black_on_white_has_the_highest_contrast():
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == 21


def test_what_a_theme_does_not_name_is_the_default_ones(themed):
    colours = palette_of(themed(":root { --brand: #000080; }"))
    assert colours.light["brand"] == "#000080"
    assert colours.light["paper"] == palette("default").light["paper"]


def test_a_light_token_shows_in_the_dark_too_as_it_comes_later(themed):
    assert palette_of(themed(":root { --brand: #000080; }")).dark["brand"] == "#000080"


def test_a_dark_token_shows_in_the_dark_only(themed):
    colours = palette_of(themed(DARK.format("--brand: #aaaaff;")))
    assert colours.dark["brand"] == "#aaaaff"
    assert colours.light["brand"] == palette("default").light["brand"]


def test_a_text_too_pale_is_named_with_its_ground(themed):
    faults = list(pale_texts(themed(":root { --muted: #aaaaaa; }")))
    assert any(fault.startswith("light: muted on paper has contrast 2.") for fault in faults)


def test_a_colour_too_dark_for_the_dark_is_named(themed):
    faults = pale_texts(themed(":root { --brand: #1f5a43; }"))
    assert any(fault.startswith("dark: brand on paper") for fault in faults)


@pytest.mark.parametrize("theme", ["default", "combe-bleue"])
def test_theme_toml_and_tokens_name_the_same_colours(theme):
    colours = tomllib.loads((THEMES_DIR / theme / "theme.toml").read_text())["colours"]
    assert colours == {name: palette(theme).light[name] for name in colours}


@pytest.mark.parametrize("folder", ["pickup/mails", "shops/mails", "notifications"])
def test_no_mail_writes_a_colour_of_its_own(folder):
    for template in (THEMES_DIR / "default" / "templates" / folder).rglob("*.html"):
        assert not re.search(r"#[0-9a-f]{6}\b", template.read_text()), template.name
