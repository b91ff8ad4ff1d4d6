"""Asking an applicant for more, and the answer by the mail's link."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from shops.admission import admit_shop, refuse_shop
from shops.desk.models import ApplicationQuestion
from shops.desk.questions import answer_question, ask_applicant, link_to, question_of
from shops.exceptions import LinkExpired, TransitionRefused
from shops.models import Shop
from tests import factories
from tests.shops.applications import post_of


@pytest.fixture
def asked(pottery, agnes):
    ask_applicant(shop=pottery, question="Avez-vous un numéro SIREN ?", by=agnes)
    return pottery.questions.get()


def test_the_question_reaches_the_applicant_with_a_link(asked):
    mail = OutboxMessage.objects.get(kind="application_question")
    assert mail.recipient == "erin@example.org"
    assert "numéro SIREN" in mail.text
    assert re.search(r"/vendre-ici/repondre/\S+/", mail.text)


def test_the_application_waits_with_its_log(asked):
    shop = Shop.objects.get(pk=asked.shop_id)
    last = shop.transitions.last()
    assert shop.status == last.to_status == "needs_information"
    assert last.reason == "Avez-vous un numéro SIREN ?"


def test_asking_twice_asks_once(asked, agnes):
    with pytest.raises(TransitionRefused):
        ask_applicant(shop=asked.shop, question="Et encore ?", by=agnes)
    assert ApplicationQuestion.objects.count() == 1


def test_the_answer_needs_no_account_and_corrects_the_application(client, asked, territory):
    facts = post_of(territory, answer="Le voici : 732829320", trade="Poterie d’art")
    answer = client.post(link_to(asked), facts)
    shop = Shop.objects.get(pk=asked.shop_id)
    assert answer.url == reverse("shops:apply_done")
    assert (shop.status, shop.trade) == ("submitted", "Poterie d’art")
    assert shop.applicant_email == "erin@example.org"


def test_the_desk_is_told_of_the_answer(client, asked, territory):
    client.post(link_to(asked), post_of(territory, answer="Oui, depuis hier"))
    mail = OutboxMessage.objects.get(kind="application_answered")
    assert mail.recipient == territory.association.email
    assert "Oui, depuis hier" in mail.text


def test_an_empty_answer_loses_nothing(client, asked, territory):
    answer = client.post(link_to(asked), post_of(territory, answer=" ", trade="Céramique"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_answer_error"' in page
    assert "Céramique" in page


def test_a_link_answers_once(client, asked, territory):
    link = link_to(asked)
    client.post(link, post_of(territory, answer="Oui"))
    again = client.post(link, post_of(territory, answer="Non"))
    assert again.status_code == 410
    assert ApplicationQuestion.objects.get().answer == "Oui"


def test_two_clicks_at_once_answer_once(asked, pottery):
    fields = ("name", "trade", "kind", "mode", "town", "address", "postcode", "phone", "email")
    facts = {field: getattr(pottery, field) for field in fields}
    facts |= {"applicant_first_name": "Erin", "applicant_last_name": "Ormes"}
    answer_question(question=asked, answer="Oui", corrections=facts)
    with pytest.raises(TransitionRefused):
        answer_question(question=asked, answer="Non", corrections=facts)


def test_a_forged_link_is_an_absent_page(client, asked):
    assert client.get(reverse("shops:answer", args=["1:abc:def"])).status_code == 404


def test_an_old_link_says_so(asked, monkeypatch):
    link = link_to(asked).rstrip("/").rpartition("/")[2]
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr("time.time", later.timestamp)
    with pytest.raises(LinkExpired):
        question_of(link)


def test_a_link_of_another_territory_opens_nothing(client, asked):
    factories.make_territory("Combe-Bleue", hostname="combe.example")
    assert client.get(link_to(asked), headers={"host": "combe.example"}).status_code in (400, 404)


def test_deciding_closes_the_link(client, asked, agnes):
    refuse_shop(shop=asked.shop, by=agnes, reason="Hors du territoire")
    assert client.get(link_to(asked)).status_code == 410


def test_admitting_needs_no_answer(asked, agnes):
    admit_shop(shop=asked.shop, by=agnes)
    assert Shop.objects.get(pk=asked.shop_id).status == "approved"


def test_the_desk_sees_questions_and_answers(desk, asked, territory, client):
    page = desk.get(reverse("shops:desk_shop", args=[asked.shop.slug])).content.decode()
    assert "Avez-vous un numéro SIREN ?" in page
    assert "Renvoyer la question" in page


def test_asking_nothing_says_so_beside_the_field(desk, pottery):
    answer = desk.post(reverse("shops:desk_ask", args=[pottery.slug]), {"question": " "})
    assert answer.status_code == 422
    assert 'id="id_question_error"' in answer.content.decode()


def test_the_question_is_sent_again_with_a_new_link(desk, asked):
    desk.post(reverse("shops:desk_remind", args=[asked.shop.slug]))
    assert OutboxMessage.objects.filter(kind="application_question").exists()
    assert Shop.objects.get(pk=asked.shop_id).status == "needs_information"
