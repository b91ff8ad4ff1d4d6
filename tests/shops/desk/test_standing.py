"""Pausing and closing a shop, with the notice that the law asks for."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from shops.desk.models import Statement
from shops.desk.standing import (
    Reasons,
    carry_out_due_closures,
    close_shop,
    pause_shop,
    reactivate_shop,
    withdraw_closure,
)
from shops.exceptions import TransitionRefused
from shops.models import Shop
from tests import factories

BREACH = Reasons(ground="terms", facts="Trois commandes non préparées.", rule="Article 5.")


def status(shop):
    return Shop.objects.get(pk=shop.pk).status


def test_a_paused_shop_gets_facts_rule_and_redress(bakery, agnes):
    pause_shop(shop=bakery, reasons=BREACH, by=agnes)
    mail = OutboxMessage.objects.get(kind="shop_pause")
    assert status(bakery) == "paused"
    assert mail.recipient == bakery.email
    for words in ("Trois commandes non préparées.", "Article 5.", "saisir le juge"):
        assert words in mail.text


def test_a_paused_shop_is_hidden_and_comes_back(client, bakery, agnes):
    pause_shop(shop=bakery, reasons=BREACH, by=agnes)
    assert client.get(bakery.get_absolute_url()).status_code == 404
    reactivate_shop(shop=bakery, by=agnes)
    assert client.get(bakery.get_absolute_url()).status_code == 200
    assert OutboxMessage.objects.filter(kind="shop_reopened").exists()


def test_two_clicks_pause_once(bakery, agnes):
    pause_shop(shop=bakery, reasons=BREACH, by=agnes)
    with pytest.raises(TransitionRefused):
        pause_shop(shop=bakery, reasons=BREACH, by=agnes)
    assert Statement.objects.count() == 1


def test_a_breach_closes_after_thirty_days(bakery, agnes):
    now = timezone.now()
    close_shop(shop=bakery, reasons=BREACH, by=agnes, now=now)
    assert status(bakery) == "approved"
    assert carry_out_due_closures(now=now + timedelta(days=29, hours=23)) == 0
    assert carry_out_due_closures(now=now + timedelta(days=30)) == 1
    assert status(bakery) == "closed"


@pytest.mark.parametrize("ground", ["own_request", "repeated", "law"])
def test_no_notice_is_due_for(bakery, agnes, ground):
    reasons = Reasons(ground=ground, facts="Faits", rule="Règle")
    close_shop(shop=bakery, reasons=reasons, by=agnes)
    assert status(bakery) == "closed"
    assert OutboxMessage.objects.filter(kind="shop_closure").count() == 1


def test_a_closing_that_is_withdrawn_never_comes(bakery, agnes):
    now = timezone.now()
    close_shop(shop=bakery, reasons=BREACH, by=agnes, now=now)
    withdraw_closure(shop=bakery, by=agnes)
    assert carry_out_due_closures(now=now + timedelta(days=31)) == 0
    assert status(bakery) == "approved"


def test_a_closing_is_announced_once(bakery, agnes):
    close_shop(shop=bakery, reasons=BREACH, by=agnes)
    with pytest.raises(TransitionRefused):
        close_shop(shop=bakery, reasons=BREACH, by=agnes)


def test_the_database_wants_reasons(bakery, agnes):
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(
            shop=bakery, kind="pause", ground="terms", by=agnes, at=now, effective_at=now
        )


def test_pausing_asks_for_the_reasons_beside_their_fields(desk, bakery):
    answer = desk.post(reverse("shops:desk_pause", args=[bakery.slug]), {"ground": "law"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_facts_error"' in page
    assert 'id="id_rule_error"' in page


def test_who_asks_for_a_pause_gets_one(desk, bakery):
    desk.post(reverse("shops:desk_pause", args=[bakery.slug]), {"ground": "own_request"})
    assert status(bakery) == "paused"
    desk.post(reverse("shops:desk_reactivate", args=[bakery.slug]))
    assert status(bakery) == "approved"


def test_the_desk_announces_and_withdraws_a_closing(desk, bakery):
    reasons = {"ground": "terms", "facts": "Faits", "rule": "Règle"}
    desk.post(reverse("shops:desk_close", args=[bakery.slug]), reasons)
    sheet = desk.get(reverse("shops:desk_shop", args=[bakery.slug])).content.decode()
    assert "Fermeture annoncée pour le" in sheet
    desk.post(reverse("shops:desk_keep", args=[bakery.slug]))
    assert not Statement.objects.announced_closures().exists()


def test_a_shop_of_another_territory_is_out_of_reach(desk):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    shop = factories.make_shop(elsewhere, hours=False)
    for name in ("desk_pause", "desk_close", "desk_act", "desk_people"):
        assert desk.get(reverse(f"shops:{name}", args=[shop.slug])).status_code == 404
