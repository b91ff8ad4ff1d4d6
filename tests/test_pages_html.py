"""Every page that can be opened: valid, asking nothing of others, and English where it says so."""

import re

import html5lib
import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from tests.factories import make_order
from tests.test_bad_input import addresses

pytestmark = pytest.mark.django_db

PEOPLE = ["nobody", "dora", "alice", "agnes"]
LOCAL = re.compile(r"""(?:src|srcset|action|data)=["'](?!data:)(?:https?:)?//""")
# What binds is written in French, like what editors write.
FRENCH_BY_LAW = {
    *("/classement/", "/comment-ca-marche/", "/conditions/", "/confidentialite/", "/contact/"),
    *("/mentions-legales/", "/retractation/"),
}


@pytest.fixture
def pages(client, bread, alice, agnes, dora, request):
    """Yield the address and the text of every page that a person may open."""

    def opened(who, prefix=""):
        if who != "nobody":
            client.force_login(request.getfixturevalue(who))
        for address in addresses(make_order(bread), bread):
            answer = client.get(prefix + address)
            is_html = "text/html" in answer.get("Content-Type", "")
            # A part of a page, such as the header's, is no page by itself.
            if answer.status_code == 200 and is_html and "<!doctype" in answer.text[:300].lower():
                yield address, answer.text

    return opened


def faults_of(html):
    """Return what the standard calls an error, and identifiers that stand twice."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html)
    names = re.findall(r'\sid="([^"]+)"', html)
    twice = {name for name in names if names.count(name) > 1}
    return [(where, code) for where, code, _facts in parser.errors] + sorted(twice)


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_valid_html(pages, who):
    faults = {address: faults_of(html) for address, html in pages(who)}
    assert {address: found for address, found in faults.items() if found} == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_asks_anything_of_a_third_party(pages, who):
    assert [address for address, html in pages(who) if LOCAL.search(html)] == []


def french_sentences():
    """Return the French of the interface: sentences without gaps that differ from their source."""
    path = settings.LOCALE_PATHS[0] / "fr" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {
        message.string
        for message in catalogue
        if isinstance(message.id, str) and message.id and "%" not in message.id
        if message.string != message.id and len(message.string) > 8
    }


@pytest.mark.parametrize("who", PEOPLE)
def test_the_english_interface_holds_no_french(pages, who):
    french = re.compile("|".join(rf">\s*{re.escape(one)}\s*<" for one in french_sentences()))
    found = {address: french.findall(html) for address, html in pages(who, "/en")}
    found = {address: words for address, words in found.items() if address not in FRENCH_BY_LAW}
    assert {address: words for address, words in found.items() if words} == {}
