"""The search finds pages beside products."""

import pytest

from marketplace.pages.models import PageEntry, TextPage
from tests.pages.conftest import add, add_article, add_event


def search(client, words):
    return client.get("/recherche/", {"q": words}).text


@pytest.mark.parametrize("words", ["burons", "BURON", "sentier fromagère", "epicee", "Épicée"])
def test_pages_are_found_without_accents_case_or_plural(client, home, words):
    add_article(
        home,
        "Le sentier des burons",
        body=[("text", "<p>Une halte <b>fromagère</b>, épicée.</p>")],
    )
    assert "Le sentier des burons" in search(client, words)


def test_every_word_must_be_there(client, home):
    add_article(home, "Le sentier des burons")
    assert "Le sentier des burons" not in search(client, "sentier plage")


def test_titles_come_first(home):
    from marketplace.pages.queries import found_pages

    add_article(home, "Autre", intro="On y parle du four.")
    add_article(home, "Le four se rallume")
    assert [page.title for page in found_pages(home, "four")] == ["Le four se rallume", "Autre"]


def test_what_is_not_published_is_not_found(client, home):
    add(home, TextPage, "Projet secret", body="<p>Chut.</p>", live=False)
    assert "Projet secret" not in search(client, "projet")


def test_a_draft_is_not_found_before_it_is_published(client, home):
    page = add(home, TextPage, "Horaires", body="<p>Samedi.</p>")
    page.body = "<p>Dimanche.</p>"
    revision = page.save_revision()
    assert "Horaires" not in search(client, "dimanche")
    revision.publish()
    assert "Horaires" in search(client, "dimanche")


def test_another_territory_s_pages_are_not_found(client, home, elsewhere):
    add(elsewhere.site.root_page, TextPage, "Chez les voisins", body="<p>Ici.</p>")
    assert "Chez les voisins" not in search(client, "voisins")


@pytest.mark.parametrize("words", ["%", "_", "\x00", "'", "\\", "é" * 200])
def test_strange_words_find_nothing(client, home, words):
    add_event(home, "Fête")
    assert client.get("/recherche/", {"q": words}).status_code in (200, 302)


def test_a_deleted_page_leaves_no_entry(home):
    add(home, TextPage, "Vite", body="<p>Ici.</p>").delete()
    assert not PageEntry.objects.filter(title="vite").exists()
