"""One process serves several territories: no theme shows through another."""

import pytest
from django.template import Engine

from themes import loaders
from themes.current import current_theme

PLAIN = [("django.template.loaders.cached.Loader", ["themes.loaders.ThemeLoader"])]
KEYED = [("themes.loaders.CachedLoader", ["themes.loaders.ThemeLoader"])]


@pytest.fixture(autouse=True)
def _two_themes(tmp_path, monkeypatch):
    for theme in ("default", "combe-bleue"):
        folder = tmp_path / theme / "templates"
        folder.mkdir(parents=True)
        (folder / "home.html").write_text(theme)
    monkeypatch.setattr(loaders, "THEMES_DIR", tmp_path)


def render(engine, theme):
    token = current_theme.set(theme)
    try:
        return engine.get_template("home.html").source
    finally:
        current_theme.reset(token)


def shown(templates):
    engine = Engine(loaders=templates)
    return [render(engine, theme) for theme in ("default", "combe-bleue", "other")]


def test_each_territory_sees_its_own_theme_and_any_other_the_default():
    assert shown(KEYED) == ["default", "combe-bleue", "default"]


def test_control_djangos_own_cache_leaks_one_theme_into_another():
    assert shown(PLAIN) == ["default", "default", "default"]
