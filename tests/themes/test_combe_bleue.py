"""A second territory's theme: other tokens, logo, home and footer; the same components."""

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from marketplace.notifications.rendering import render_html
from themes.current import DEFAULT_THEME, current_theme, wearing
from themes.loaders import THEMES_DIR
from themes.palette import palette

pytestmark = pytest.mark.django_db
OWN_TEMPLATES = {"_logo.html", "_footer.html"}


@pytest.fixture(autouse=True)
def _default_theme_again():
    yield
    current_theme.set(DEFAULT_THEME)


@pytest.fixture
def page(client, territory):
    """Return the words of a page as the territory's theme shows it."""

    def get(theme, path="/"):
        type(territory).objects.update(theme=theme)
        return client.get(path).content.decode()

    return get


def test_its_tokens_are_laid_over_the_default_ones(page):
    html = page("combe-bleue", "/produits/")
    assert html.index("css/tokens.css") < html.index("combe-bleue/css/tokens.css")
    assert html.index("combe-bleue/css/tokens.css") < html.index("css/site.css")


def test_the_default_theme_loads_two_stylesheets_only(page):
    assert page("default", "/produits/").count('rel="stylesheet"') == 2


def test_its_logo_and_icon_are_its_own(page):
    html = page("combe-bleue", "/produits/")
    assert "combe-bleue/img/favicon.svg" in html
    assert 'd="M2 27 12 9l5 8 3-5 10 15z"' not in html


def test_its_footer_speaks_its_own_words(page):
    assert "Autour du lac, chaque commerce a sa porte" in page("combe-bleue", "/produits/")
    assert "Autour du lac" not in page("default", "/produits/")


def test_its_footer_leaves_no_legal_page_out(page):
    html = page("combe-bleue", "/produits/")
    for name in ("legal_notice", "terms", "privacy", "withdrawal", "ranking", "contact"):
        assert f'href="{reverse(f"storefront:{name}")}"' in html


def test_its_home_adds_its_own_steps_to_what_editors_wrote(page):
    home = page("combe-bleue")
    assert "combe-bleue/img/scene-lac.svg" in home
    assert home.index("Du panier au comptoir") < home.index('id="commerces"')


def test_a_theme_that_is_not_there_shows_the_default_one(page):
    assert "combe-bleue" not in page("gone", "/produits/")


def test_it_changes_home_footer_and_logo_and_no_component():
    folder = THEMES_DIR / "combe-bleue" / "templates"
    own = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    assert {path for path in own if not path.startswith("pages/")} == OWN_TEMPLATES


@pytest.mark.parametrize("path", ["css/tokens.css", "img/favicon.svg", "img/scene-lac.svg"])
def test_its_files_are_served_under_its_name(path):
    assert finders.find(f"combe-bleue/{path}")


def test_a_mail_wears_the_colours_of_its_territory():
    with wearing("combe-bleue"):
        html = render_html("notifications/account_mail.html", {"subject": "Bonjour", "text": ""})
    assert palette("combe-bleue").light["brand"] in html
    assert palette("default").light["brand"] not in html
