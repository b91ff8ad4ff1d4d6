"""Every theme says its name, colours, fonts and logo."""

import re

import pytest

from themes.checks import check_themes
from themes.loaders import THEMES_DIR

GOOD = (THEMES_DIR / "default" / "theme.toml").read_text()


@pytest.fixture
def theme(tmp_path):
    """Make a theme of its own whose theme.toml is written by the test."""
    root = tmp_path / "combe-bleue"
    for file in ("templates/_logo.html", "static/css/tokens.css"):
        (root / file).parent.mkdir(parents=True)
        (root / file).touch()

    def faults(text):
        (root / "theme.toml").write_text(text)
        return [error.msg for error in check_themes(folder=tmp_path)]

    return faults


def test_our_themes_are_whole():
    assert check_themes() == []


def test_a_good_theme_is_taken(theme):
    assert theme(GOOD) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('name = "Haut-Velune"', "", "no name"),
        ('brand = "#1f5a43"', "", "no brand"),
        ('brand = "#1f5a43"', 'brand = "green"', "brand is no colour"),
        ('logo = "_logo.html"', 'logo = "none.html"', "logo names no file"),
        ("[fonts]", "[fonts", "cannot be read"),
    ],
)
def test_what_is_missing_or_wrong_is_named(theme, was, becomes, fault):
    assert re.search(fault, theme(GOOD.replace(was, becomes))[0])


def test_the_stylesheet_has_the_colours_that_the_theme_names():
    tokens = (THEMES_DIR / "default" / "static" / "css" / "tokens.css").read_text()
    for name in ("paper", "ink", "brand", "accent"):
        colour = re.search(rf'{name} = "(#\w+)"', GOOD)[1]
        assert f"--{name}: {colour};" in tokens
