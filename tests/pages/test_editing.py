"""Editors preview, schedule and publish; what is wrong is said beside the field."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.pages.models import (
    ArticleIndex,
    EventIndex,
    HomePage,
    TextPage,
    TownPage,
    WalkIndex,
)
from marketplace.pages.tasks import publish_scheduled
from tests.pages.conftest import (
    add,
    add_article,
    add_event,
    add_selection,
    add_town,
    add_walk,
)

MAKERS = {
    "home": lambda home, _territory: home,
    "article": lambda home, _territory: add_article(home),
    "event": lambda home, _territory: add_event(home),
    "walk": lambda home, _territory: add_walk(home),
    "town": add_town,
    "selection": lambda home, _territory: add_selection(home),
    "text": lambda home, _territory: add(home, TextPage, "Texte", body="<p>Ici.</p>"),
    "news": lambda home, _territory: add(home, ArticleIndex, "Actualités"),
    "diary": lambda home, _territory: add(home, EventIndex, "Agenda"),
    "walks": lambda home, _territory: add(home, WalkIndex, "Balades"),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_draft_is_previewed_with_its_own_words(as_editor, home, territory, kind):
    page = MAKERS[kind](home, territory).specific
    page.title, page.headline = "Brouillon", "Brouillon"
    page.save_revision()
    shown = as_editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert shown.status_code == 200
    assert "Brouillon" in shown.text


@pytest.mark.parametrize("kind", MAKERS)
def test_every_page_can_be_edited(as_editor, home, territory, kind):
    page = MAKERS[kind](home, territory)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert as_editor.get(address).status_code == 200


def test_a_preview_wears_the_territory_s_theme(as_editor, home, territory, monkeypatch):
    from themes.current import current_theme

    type(territory).objects.update(theme="autre")
    seen = []
    serve = HomePage.get_context
    monkeypatch.setattr(
        HomePage, "get_context", lambda *a, **k: seen.append(current_theme.get()) or serve(*a, **k)
    )
    home.save_revision()
    as_editor.get(reverse("wagtailadmin_pages:view_draft", args=[home.pk]))
    assert seen == ["autre"]


def test_an_empty_live_block_is_explained_in_the_preview(as_editor, home):
    home.body = [("next_market", {"title": ""})]
    home.save_revision()
    shown = as_editor.get(reverse("wagtailadmin_pages:view_draft", args=[home.pk]))
    assert "Aucun marché n’est annoncé" in shown.text


def test_a_page_goes_live_and_down_at_its_hours(client, home):
    page = add(home, TextPage, "Plus tard", body="<p>Enfin.</p>", live=False)
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    assert client.get("/plus-tard/").status_code == 404
    publish_scheduled()
    assert client.get("/plus-tard/").status_code == 200
    TextPage.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_scheduled()
    assert client.get("/plus-tard/").status_code == 404


def new_text_page(client, home, **fields):
    facts = {
        "title": "Nouvelle page",
        "slug": "nouvelle-page",
        "body": '{"blocks": [{"text": "Bonjour", "type": "unstyled"}], "entityMap": {}}',
        "blocks-count": "0",
        "action-publish": "action-publish",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    address = reverse("wagtailadmin_pages:add", args=["pages", "textpage", home.pk])
    return client.post(address, facts | fields)


def test_an_editor_publishes_a_page(as_editor, client, home):
    assert new_text_page(as_editor, home).status_code == 302
    assert "Bonjour" in client.get("/nouvelle-page/").text


def test_a_reserved_address_is_refused_beside_the_field(as_editor, home):
    response = new_text_page(as_editor, home, slug="produits")
    assert "slug" in response.context["form"].errors
    assert "Le site" in str(response.context["form"].errors["slug"])


@pytest.mark.parametrize("model", [TextPage, TownPage])
def test_pages_stand_only_where_they_belong(home, model):
    index = add(home, ArticleIndex, "Actualités")
    assert model.can_create_at(home)
    assert not model.can_create_at(index)
