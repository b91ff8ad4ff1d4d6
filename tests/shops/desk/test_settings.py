"""The territory's settings: identity, look, texts."""

from datetime import timedelta

import pytest
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone

from marketplace.legal.texts import load_text
from marketplace.notifications.models import OutboxMessage
from marketplace.territories.models import Association, Territory
from marketplace.texts.models import TerritoryText
from tests import factories


def text_url(page):
    return reverse("shops:desk_text", args=[page])


def in_days(n):
    return (timezone.localdate() + timedelta(days=n)).isoformat()


@pytest.fixture
def identity(territory):
    return model_to_dict(territory.association, exclude=["id", "territory"])


def test_the_legal_notice_says_a_new_identity(desk, identity, territory):
    url = reverse("shops:desk_identity")
    desk.post(url, identity | {"name": "Les Voisins", "siren": "732 829 320"})
    notice = desk.get(reverse("storefront:legal_notice")).content.decode()
    assert "Les Voisins" in notice
    assert Association.objects.get(territory=territory).siren == "732829320"


@pytest.mark.parametrize(
    ("field", "value"), [("siren", "123"), ("email", "non"), ("phone", "x"), ("name", " ")]
)
def test_a_wrong_identity_says_where(desk, identity, field, value):
    answer = desk.post(reverse("shops:desk_identity"), identity | {field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_an_association_has_a_number(desk, identity):
    answer = desk.post(reverse("shops:desk_identity"), identity | {"rna": "", "siren": ""})
    assert 'id="id_rna_error"' in answer.content.decode()


def test_the_territory_changes_its_name(desk, territory):
    desk.post(reverse("shops:desk_look"), {"name": "Velune d’en haut", "theme": "default"})
    assert Territory.objects.get(pk=territory.pk).name == "Velune d’en haut"


def test_an_unknown_theme_is_refused(desk):
    answer = desk.post(reverse("shops:desk_look"), {"name": "X", "theme": "../secret"})
    assert answer.status_code == 422


def test_own_words_stand_on_the_page_from_their_day(desk, client):
    desk.post(
        text_url("comment-ca-marche"), {"text": "## Bonjour\n\n**Ici**", "since": in_days(0)}
    )
    page = client.get(reverse("storefront:how_it_works")).content.decode()
    assert "<h2>Bonjour</h2>" in page
    assert "<strong>Ici</strong>" in page


def test_words_of_tomorrow_wait(desk, client):
    desk.post(text_url("comment-ca-marche"), {"text": "Demain", "since": in_days(1)})
    assert "Demain" not in client.get(reverse("storefront:how_it_works")).content.decode()


def test_a_preview_saves_nothing(desk):
    facts = {"text": "Essai *lent*", "since": in_days(0), "preview": "1"}
    page = desk.post(text_url("comment-ca-marche"), facts).content.decode()
    assert "<em>lent</em>" in page
    assert not TerritoryText.objects.exists()


def test_terms_need_fifteen_days_notice(desk):
    answer = desk.post(text_url("conditions"), {"text": "Neuf", "since": in_days(14)})
    assert answer.status_code == 422
    assert 'id="id_since_error"' in answer.content.decode()


def test_each_shop_gets_new_terms_by_mail(desk, bakery, dairy):
    desk.post(text_url("conditions"), {"text": "Soyons bons voisins.", "since": in_days(16)})
    mails = OutboxMessage.objects.filter(kind="terms_changed")
    assert {mail.recipient for mail in mails} == {bakery.email, dairy.email}
    assert "Soyons bons voisins." in mails.first().text


def test_own_terms_keep_what_the_law_dictates(client, territory, agnes):
    make_text(territory, agnes, "terms", "Nos mots.")
    page = client.get(reverse("storefront:terms")).content.decode()
    assert "Nos mots." in page
    assert "Signalement et modération" in page
    assert "trente jours avant" in page


def test_additions_stand_below_the_privacy_page(client, territory, agnes):
    make_text(territory, agnes, "privacy", "Une précision.")
    page = client.get(reverse("storefront:privacy")).content.decode()
    assert page.index("Quelles données") < page.index("Une précision.")


def test_model_terms_without_a_statutory_article_are_refused(desk):
    text = load_text("model_terms").replace("quatorze jours", "trois jours")
    answer = desk.post(text_url("conditions-de-vente"), {"text": text, "since": in_days(16)})
    assert answer.status_code == 422
    assert "dicté par la loi" in answer.content.decode()


def test_model_terms_with_an_unknown_mark_are_refused(desk):
    text = load_text("model_terms") + "\n\n${secret}"
    answer = desk.post(text_url("conditions-de-vente"), {"text": text, "since": in_days(16)})
    assert answer.status_code == 422


def test_orders_keep_the_terms_of_their_day(bread, territory, agnes):
    before = factories.make_order(bread)
    own = load_text("model_terms").replace("2. Les produits", "2. Les bons produits")
    text = make_text(territory, agnes, "model_terms", own)
    after = factories.make_order(bread)
    before.refresh_from_db()
    assert "Les bons produits" not in before.legal_snapshot["terms"]
    assert "Les bons produits" in after.legal_snapshot["terms"]
    assert after.legal_snapshot["terms_version"] == text.version


def test_a_model_that_the_law_has_outgrown_is_left_aside(bread, territory, agnes):
    make_text(territory, agnes, "model_terms", "Tout est permis.")
    order = factories.make_order(bread)
    assert "quatorze jours" in order.legal_snapshot["terms"]
    assert order.legal_snapshot["terms_version"] == "2026-12"


def test_former_versions_can_be_read(desk, territory, agnes):
    text = make_text(territory, agnes, "how_it_works", "Autrefois.")
    url = reverse("shops:desk_text_version", args=["comment-ca-marche", text.pk])
    assert "Autrefois." in desk.get(url).content.decode()


def test_an_empty_text_brings_the_site_s_own_back(client, territory, agnes):
    make_text(territory, agnes, "how_it_works", "Autrefois.")
    make_text(territory, agnes, "how_it_works", "")
    assert "Autrefois." not in client.get(reverse("storefront:how_it_works")).content.decode()


def make_text(territory, by, page, text):
    return TerritoryText.objects.create(
        territory=territory,
        page=page,
        text=text,
        since=timezone.localdate(),
        by=by,
        written_at=timezone.now(),
    )
