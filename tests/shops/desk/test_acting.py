"""Acting for a shop: explicit, short, on record, shown to the shop."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications.models import OutboxMessage
from marketplace.territories.models import AssociationMember
from pickup.orders.models import OrderTransition
from shops.desk.acting import begin_acting, end_acting, end_expired_sessions
from shops.desk.models import ActingEntry, ActingSession
from shops.exceptions import TransitionRefused
from tests import factories


def products(shop):
    return reverse("shops:pro_products", args=[shop.slug])


def test_without_a_session_the_shop_s_space_is_closed_to_the_desk(desk, bakery):
    assert desk.get(products(bakery)).status_code == 404


def test_a_reason_opens_it_with_a_banner(desk, bakery):
    url = reverse("shops:desk_act", args=[bakery.slug])
    page = desk.post(url, {"reason": "Demandé par téléphone"}, follow=True).content.decode()
    assert "Vous agissez pour Le Fournil" in page
    assert "Terminer" in page


def test_an_order_is_taken_for_a_shop_from_the_list_by_saying_why(desk, bakery, dairy):
    dairy.mode = "showcase"
    dairy.save()
    [way] = re.findall(r'href="([^"]+pour=commande)"', desk.get("/association/commerces/").text)
    assert "Pourquoi" in desk.get(way).text
    answer = desk.post(way, {"reason": "Mme Roche téléphone au bureau"})
    assert answer["Location"] == reverse("pickup:pro_new_order", args=[bakery.slug])
    assert ActingSession.objects.get().reason == "Mme Roche téléphone au bureau"


def test_who_acts_for_the_shop_already_is_not_asked_again_for_an_order(desk, bakery, agnes):
    session = begin_acting(shop=bakery, by=agnes, reason="Aide")
    answer = desk.get(reverse("shops:desk_act", args=[bakery.slug]), {"pour": "commande"})
    assert answer["Location"] == reverse("pickup:pro_new_order", args=[bakery.slug])
    assert ActingSession.objects.get(ended_at=None) == session


def test_no_reason_no_session(desk, bakery):
    answer = desk.post(reverse("shops:desk_act", args=[bakery.slug]), {"reason": ""})
    assert answer.status_code == 422
    assert not ActingSession.objects.exists()


def test_it_opens_one_shop_only(desk, bakery, dairy, agnes):
    begin_acting(shop=bakery, by=agnes, reason="Aide")
    assert desk.get(products(bakery)).status_code == 200
    assert desk.get(products(dairy)).status_code == 404


def test_it_ends_after_two_hours(desk, bakery, agnes):
    begin_acting(shop=bakery, by=agnes, reason="Aide", now=timezone.now() - timedelta(hours=2))
    assert desk.get(products(bakery)).status_code == 404


def test_who_leaves_the_desk_acts_no_more(desk, bakery, agnes):
    begin_acting(shop=bakery, by=agnes, reason="Aide")
    AssociationMember.objects.filter(user=agnes).delete()
    assert desk.get(products(bakery)).status_code == 404


def test_the_desk_of_another_territory_cannot_act_here(client, bakery):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    hugo = factories.make_desk_member(elsewhere, "hugo@example.org")
    begin_acting(shop=bakery, by=hugo, reason="Aide")
    client.force_login(hugo)
    assert client.get(products(bakery)).status_code == 404


def test_each_change_is_noted_in_words(desk, bread, agnes):
    begin_acting(shop=bread.shop, by=agnes, reason="Aide")
    desk.post(reverse("shops:pro_product_unpublish", args=[bread.shop.slug, bread.pk]))
    assert ActingEntry.objects.get().words == "Produit retiré de la vente\u00a0: Pain de campagne"


def test_looking_and_refused_forms_are_not_changes(desk, bakery, agnes):
    begin_acting(shop=bakery, by=agnes, reason="Aide")
    desk.get(products(bakery))
    desk.post(reverse("shops:pro_product_add", args=[bakery.slug]), {"title": ""})
    assert not ActingEntry.objects.exists()


def test_an_order_says_who_moved_it(desk, bread, agnes):
    order = factories.make_order(bread)
    begin_acting(shop=bread.shop, by=agnes, reason="Aide")
    desk.post(reverse("pickup:pro_ready", args=[bread.shop.slug, order.number]))
    assert OrderTransition.objects.get(order=order, to_status="ready").by == agnes
    assert order.number in ActingEntry.objects.get().words


def test_the_shop_is_told_when_it_ends(desk, bread, agnes):
    session = begin_acting(shop=bread.shop, by=agnes, reason="Demandé par téléphone")
    desk.post(reverse("shops:pro_product_unpublish", args=[bread.shop.slug, bread.pk]))
    desk.post(reverse("shops:desk_act_end", args=[bread.shop.slug]))
    mail = OutboxMessage.objects.get(kind="acted_for_shop")
    assert mail.recipient == bread.shop.email
    for words in ("Agnès Vidal", "Demandé par téléphone", "Pain de campagne"):
        assert words in mail.text
    assert not end_acting(session=session)


def test_a_session_that_ran_out_is_told_too(bakery, agnes):
    begin_acting(shop=bakery, by=agnes, reason="Aide")
    assert end_expired_sessions() == 0
    assert end_expired_sessions(now=timezone.now() + timedelta(hours=3)) == 1
    assert end_expired_sessions(now=timezone.now() + timedelta(hours=3)) == 0
    assert OutboxMessage.objects.filter(kind="acted_for_shop").count() == 1


def test_another_shop_ends_the_first_session(bakery, dairy, agnes):
    first = begin_acting(shop=bakery, by=agnes, reason="Aide")
    begin_acting(shop=dairy, by=agnes, reason="Aide")
    first.refresh_from_db()
    assert first.ended_at is not None


def test_who_works_in_the_shop_needs_no_session(bakery, alice):
    with pytest.raises(TransitionRefused):
        begin_acting(shop=bakery, by=alice, reason="Aide")


def test_the_shop_reads_it_in_its_journal(client, bakery, bob, agnes):
    begin_acting(shop=bakery, by=agnes, reason="Demandé par téléphone")
    client.force_login(bob)
    page = client.get(reverse("shops:pro_journal", args=[bakery.slug])).content.decode()
    assert "Demandé par téléphone" in page
    assert "Agnès Vidal" in page


def test_a_long_journal_asks_no_more_of_the_database(
    client, bakery, alice, agnes, django_assert_max_num_queries
):
    for _ in range(12):
        begin_acting(shop=bakery, by=agnes, reason="Aide")
    client.force_login(alice)
    with django_assert_max_num_queries(12):
        client.get(reverse("shops:pro_journal", args=[bakery.slug]))
