"""The association's desk, and who may come near it."""

import pytest
from django.urls import reverse

from marketplace.notifications.models import OutboxMessage
from shops.models import Shop
from tests import factories
from tests.shops.applications import make_applicant

READ = ["desk", "desk_shop"]
WRITE = ["desk_admit", "desk_refuse", "desk_mode"]


@pytest.fixture
def pottery(territory):
    return make_applicant(territory)


@pytest.fixture
def desk(client, agnes):
    client.force_login(agnes)
    return client


def url(name, shop):
    return reverse(f"shops:{name}", args=[] if name == "desk" else [shop.slug])


@pytest.mark.parametrize("name", READ + WRITE)
def test_strangers_find_nothing_at_the_desk(client, pottery, alice, charlie, dora, name):
    for stranger in (alice, charlie, dora):
        client.force_login(stranger)
        ask = client.post if name in WRITE else client.get
        assert ask(url(name, pottery), {"reason": "x", "mode": "sales"}).status_code == 404


@pytest.mark.parametrize("name", READ + WRITE)
def test_who_is_not_signed_in_is_asked_to(client, pottery, name):
    ask = client.post if name in WRITE else client.get
    assert ask(url(name, pottery)).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", WRITE)
def test_reading_decides_nothing(desk, pottery, name):
    assert desk.get(url(name, pottery)).status_code == 405


@pytest.mark.parametrize("name", ["desk_shop", *WRITE])
def test_the_desk_of_one_territory_sees_no_shop_of_another(desk, territory, name):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    shop = make_applicant(elsewhere)
    ask = desk.post if name in WRITE else desk.get
    assert ask(url(name, shop), {"reason": "x", "mode": "sales"}).status_code == 404


def test_the_desk_of_another_territory_is_closed_too(client, pottery):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    client.force_login(factories.make_desk_member(elsewhere, "hugo@example.org"))
    assert client.get(reverse("shops:desk")).status_code == 404


def test_the_desk_lists_what_waits(desk, pottery, bakery):
    answer = desk.get(reverse("shops:desk"))
    assert list(answer.context["applications"]) == [pottery]


def test_the_sheet_says_what_a_shop_lacks(desk, territory):
    shop = factories.make_shop(territory, siren="", mediator_name="")
    missing = desk.get(url("desk_shop", shop)).context["missing"]
    assert [item.field for item in missing] == ["mediator_name", "siren"]


def test_a_desk_of_many_applications_asks_no_more_of_the_database(
    desk, territory, django_assert_max_num_queries
):
    for number in range(12):
        make_applicant(territory, email=f"{number}@example.org")
    with django_assert_max_num_queries(12):
        desk.get(reverse("shops:desk"))


def test_an_empty_desk_says_where_shops_apply(desk, territory):
    assert reverse("shops:apply") in desk.get(reverse("shops:desk")).content.decode()


def test_admitting_opens_the_shop(desk, pottery):
    answer = desk.post(url("desk_admit", pottery), follow=True)
    assert Shop.objects.get(pk=pottery.pk).status == "approved"
    assert "Poterie des Ormes" in str(*answer.context["messages"])


def test_a_refusal_without_reason_says_so_beside_the_field(desk, pottery):
    answer = desk.post(url("desk_refuse", pottery), {"reason": "   "})
    assert answer.status_code == 422
    assert 'id="id_reason_error"' in answer.content.decode()
    assert Shop.objects.get(pk=pottery.pk).status == "submitted"


def test_a_refusal_too_long_keeps_what_was_typed(desk, pottery):
    answer = desk.post(url("desk_refuse", pottery), {"reason": "trop loin " * 300})
    assert answer.status_code == 422
    assert "trop loin trop loin" in answer.content.decode()


def test_a_refusal_is_sent_with_its_reason(desk, pottery):
    desk.post(url("desk_refuse", pottery), {"reason": "Hors du territoire"})
    assert Shop.objects.get(pk=pottery.pk).status == "refused"
    assert "Hors du territoire" in OutboxMessage.objects.get(kind="application_refused").text


def test_a_second_decision_is_told_to_come_late(desk, pottery):
    desk.post(url("desk_admit", pottery))
    answer = desk.post(url("desk_refuse", pottery), {"reason": "Trop tard"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]][-1] == "error"
    assert Shop.objects.get(pk=pottery.pk).status == "approved"


def test_the_mode_is_changed_from_the_shops_page(desk, bakery):
    assert 'name="mode"' in desk.get(url("desk_shop", bakery)).content.decode()
    desk.post(url("desk_mode", bakery), {"mode": "showcase"})
    assert Shop.objects.get(pk=bakery.pk).mode == "showcase"


def test_an_unknown_mode_changes_nothing(desk, bakery):
    answer = desk.post(url("desk_mode", bakery), {"mode": "auction"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Shop.objects.get(pk=bakery.pk).mode == "sales"


def test_an_applicants_words_are_no_markup(desk, territory):
    shop = make_applicant(territory, name="<script>x</script>")
    for page in (reverse("shops:desk"), url("desk_shop", shop)):
        assert "<script>x" not in desk.get(page).content.decode()
