"""The address says the language, and nothing else does."""

import pytest

pytestmark = pytest.mark.django_db


def test_an_address_without_prefix_speaks_french(client, territory):
    response = client.get("/commerces/", headers={"accept-language": "en"})
    assert '<html lang="fr">' in response.text
    assert response["Content-Language"] == "fr"


def test_the_prefix_en_speaks_english(client, territory):
    response = client.get("/en/commerces/")
    assert '<html lang="en">' in response.text
    assert response["Content-Language"] == "en"


def test_an_english_page_leads_to_english_pages(client, bread):
    page = client.get("/en/commerces/").text
    assert 'href="/en/produits/"' in page
    assert 'href="/en/commerces/le-fournil/"' in page


@pytest.mark.parametrize(
    ("address", "other"),
    [("/commerces/?commune=valcendre", "/en/commerces/?commune=valcendre"), ("/en/", "/")],
)
def test_each_page_leads_to_itself_in_the_other_language(client, territory, address, other):
    assert f'<a href="{other}" lang=' in client.get(address).text


def test_pages_of_editors_stand_under_the_prefix_too(client, territory):
    assert client.get("/en/").status_code == 200


def test_no_page_varies_on_what_a_browser_prefers(client, territory):
    assert "accept-language" not in client.get("/commerces/").get("Vary", "").lower()


def test_a_language_the_site_does_not_speak_is_not_found(client, territory):
    assert client.get("/de/commerces/").status_code == 404


def test_the_language_of_one_request_does_not_show_through_the_next(client, territory):
    client.get("/en/commerces/")
    assert '<html lang="fr">' in client.get("/commerces/").text
