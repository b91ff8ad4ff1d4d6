"""What editors and the law write stands in French on English pages, and says so."""

from datetime import date
from html.parser import HTMLParser

import pytest

from marketplace.texts.services import write_text
from tests.browser.written import write_pages

pytestmark = pytest.mark.django_db

VOID = {"meta", "link", "img", "source", "input", "br", "hr", "base"}
# What `write_pages` writes, whichever page shows it.
WRITTEN = {
    *("Le four se rallume", "Marché de Valcendre", "Le sentier des burons", "Noël"),
    *("Douze bols, un four.", "Qui sommes-nous", "commerçants", "On y cuit.", "Un titre"),
    *("À savoir", "Où", "À table", "Venez.", "Les produits", "Le four", "Ici"),
    *("À goûter", "À voir", "À venir", "Renoncer au contrat ici"),
}
LEGAL = ["classement", "comment-ca-marche", "mentions-legales", "conditions"]
LEGAL += ["confidentialite", "contact", "retractation"]


class Spoken(HTMLParser):
    """Each text of a page with the language that the nearest element around it says."""

    def __init__(self, page: str):
        super().__init__()
        self.around, self.texts = [("", "")], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        language = said.get("lang") or self.around[-1][1]
        if said.get("alt"):
            self.texts.append((said["alt"], language))
        if tag not in VOID:
            self.around.append((tag, language))

    def handle_endtag(self, tag):
        while self.around.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip():
            self.texts.append((" ".join(data.split()), self.around[-1][1]))


def spoken(client, address) -> dict[str, set[str]]:
    """Return the texts of a page's body by language."""
    body = client.get(address).text.partition("<body>")[2].partition("</body>")[0]
    found = {"": set(), "fr": set(), "en": set()}
    for text, language in Spoken(f'<body lang="en">{body}').texts:
        found[language].add(text)
    return found


def test_what_editors_wrote_is_marked_on_every_kind_of_page(client, territory, bread):
    seen = set()
    for address in write_pages(territory, bread):
        texts = spoken(client, f"/en{address}")
        assert not WRITTEN & texts["en"], address
        assert {"Products", "Legal notice"} <= texts["en"]
        seen |= texts["fr"]
    assert seen >= WRITTEN


def test_what_the_site_says_itself_is_not_marked(client, territory, bread):
    for address in write_pages(territory, bread):
        texts = spoken(client, f"/en{address}")
        assert not {"Home", "See everything", "Practical facts", "The walk"} & texts["fr"]


@pytest.mark.parametrize("page", LEGAL)
def test_legal_texts_are_marked_from_title_to_end(client, territory, page):
    assert '<main id="contenu" tabindex="-1" lang="fr">' in client.get(f"/en/{page}/").text
    assert '<main id="contenu" tabindex="-1">' in client.get(f"/{page}/").text


def test_a_day_in_a_legal_text_is_said_in_its_language(client, territory, agnes):
    write_text(territory=territory, page="terms", text="Venez.", since=date(2026, 1, 5), by=agnes)
    assert "depuis le 5 janvier 2026" in client.get("/en/conditions/").text


def test_a_shop_s_terms_are_marked(client, bakery):
    page = client.get("/en/commerces/le-fournil/conditions/").text
    assert 'class="stack terms" lang="fr"' in page


def test_a_french_page_says_its_language_once(client, territory, bread):
    for address in write_pages(territory, bread):
        page = client.get(address).text
        assert page.count(' lang="fr"') == 1  # the html element's
