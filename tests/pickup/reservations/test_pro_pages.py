"""What a shop keeps aside, in its own space."""

import pytest

from pickup.orders.placing.placement import Contact
from pickup.reservations.models import Reservation
from tests.factories import make_order

from .conftest import overdue, set_aside, stock_of

pytestmark = pytest.mark.django_db
LIST = "/pro/le-fournil/reservations/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def test_the_soonest_to_end_comes_first(counter, knife, kept):
    later = set_aside(knife, contact=Contact("Théo", phone="+33639980012"))
    Reservation.objects.filter(pk=later.pk).update(kept_until=kept.created_at.replace(year=2100))
    page = counter.get(LIST).text
    assert page.index("Dora Lemaire") < page.index("Théo")
    assert "+33639980012" in page


def test_many_are_listed_with_few_queries(counter, knife, django_assert_max_num_queries):
    for number in range(8):
        set_aside(knife, contact=Contact(f"Personne {number}", email=f"p{number}@example.org"))
    with django_assert_max_num_queries(12):
        assert counter.get(LIST).text.count('class="order"') == 8


@pytest.mark.parametrize(
    ("what", "said", "left"),
    [
        ("bought", "Venu, a acheté", (8, 0)),
        ("not_bought", "Venu voir", (10, 0)),
        ("not_came", "Pas venu", (10, 0)),
    ],
)
def test_how_it_ended_is_noted(counter, knife, kept, what, said, left):
    page = counter.post(f"{LIST}{kept.pk}/", {"what": what}, follow=True).text
    assert said in page
    assert stock_of(knife) == left
    assert kept.steps.last().by.email == "alice@example.org"


def test_a_second_tap_is_told_and_changes_nothing(counter, knife, kept):
    counter.post(f"{LIST}{kept.pk}/", {"what": "bought"})
    page = counter.post(f"{LIST}{kept.pk}/", {"what": "not_came"}, follow=True).text
    assert "déjà terminée" in page
    assert stock_of(knife) == (8, 0)


@pytest.mark.parametrize("what", ["", "kept", "a\x00b"])
def test_other_ends_there_are_none(counter, kept, what):
    assert counter.post(f"{LIST}{kept.pk}/", {"what": what}).status_code == 404


def test_the_board_counts_them(counter, kept):
    page = counter.get("/pro/le-fournil/").text
    assert LIST in page
    assert "1 à garder" in page


def test_a_typed_code_opens_the_list(counter, kept, bread):
    typed = f" {kept.code[:3]}-{kept.code[3:].lower()} "
    answer = counter.post("/pro/le-fournil/code/", {"code": typed})
    assert answer.url == f"{LIST}?code={kept.code}"
    order = make_order(bread)
    answer = counter.post("/pro/le-fournil/code/", {"code": order.code})
    assert order.number in answer.url


def test_what_is_overdue_ends_when_the_shop_looks(counter, knife):
    set_aside(knife, now=overdue())
    assert "Délai passé" in counter.get(LIST).text
    assert stock_of(knife) == (10, 0)


def test_another_shop_sees_and_moves_nothing(client, charlie, kept):
    client.force_login(charlie)
    assert client.get(LIST).status_code == 404
    assert client.post(f"{LIST}{kept.pk}/", {"what": "bought"}).status_code == 404
    other = f"/pro/buron/reservations/{kept.pk}/"
    assert client.post(other, {"what": "bought"}).status_code == 404


def test_the_product_s_screen_allows_it(counter, bread):
    screen = f"/pro/le-fournil/produits/{bread.pk}/retrait/"
    stock = f"stock{bread.pk}-"
    data = {"lead_time_minutes": "0", "preparation_weight": "1", "can_be_reserved": "on"}
    data |= {f"{stock}mode": "counted", f"{stock}number": "10", f"{stock}seen": "counted:10"}
    counter.post(screen, data)
    bread.refresh_from_db()
    assert bread.can_be_reserved
    assert "ne prend pas encore de réservations" in counter.get(screen).text
    del data["can_be_reserved"]
    counter.post(screen, data)
    bread.refresh_from_db()
    assert not bread.can_be_reserved
