"""Days, notice and stock of a product, in the shop's space; sold out today in one tap."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from pickup.orders.lines.adjusting import report_shortage
from pickup.orders.making.planning import make_per_day
from shops.catalogue.models import CollectionTerms, DailyQuota, Resource, ServiceTerms
from tests.factories import make_order, make_product, make_service, make_slot

pytestmark = pytest.mark.django_db
StockRecord = get_model("partner", "StockRecord")


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def screen(bread):
    return f"/pro/le-fournil/produits/{bread.pk}/retrait/"


def typed(product, **fields):
    """Return the form of a product with ten in stock, with changes."""
    stock = f"stock{product.pk}-"
    data = {"lead_time_minutes": "0", "preparation_weight": "1"}
    data |= {f"{stock}mode": "counted", f"{stock}number": "10", f"{stock}seen": "counted:10"}
    return data | {name.replace("stock-", stock): value for name, value in fields.items()}


def text(response):
    return response.content.decode()


def test_a_product_that_asks_for_nothing_has_no_terms(counter, screen, bread):
    assert counter.post(screen, typed(bread)).status_code == 302
    assert not CollectionTerms.objects.exists()


def test_what_is_typed_is_kept_shown_again_and_said(counter, screen, bread):
    counter.post(
        screen,
        typed(bread, deadline="1", order_at="18:00", weekdays=["4", "5"], preparation_weight="3"),
    )
    page = text(counter.get(screen))
    bread.refresh_from_db()
    assert (bread.preparation_weight, bread.collection_terms.weekdays) == (3, "45")
    assert "Retrait\u00a0: vendredi et samedi." in page
    assert "Commander la veille, avant 18\u00a0h." in page


def test_so_many_a_day_counts_what_is_ordered(counter, screen, bread, bakery):
    make_order(bread, quantity=2, slot=make_slot(bakery))
    counter.post(screen, typed(bread, **{"stock-mode": "per_day", "stock-number": "6"}))
    record = StockRecord.objects.get(product=bread)
    assert (record.mode, record.daily_quantity, record.num_in_stock) == ("per_day", 6, None)
    assert record.daily_quotas.get().taken == 2


def test_the_list_then_shows_and_changes_the_quantity_of_a_day(counter, screen, bread):
    counter.post(screen, typed(bread, **{"stock-mode": "per_day", "stock-number": "6"}))
    assert "Par jour" in text(counter.get("/pro/le-fournil/produits/"))
    row = {"price": "4,80", "available": "8", "stock_seen": "6"}
    counter.post(f"/pro/le-fournil/produits/{bread.pk}/ligne/", row)
    assert StockRecord.objects.get(product=bread).daily_quantity == 8


def test_a_saved_screen_leaves_alone_what_was_sold_meanwhile(counter, screen, bread, bakery):
    make_order(bread, quantity=4, slot=make_slot(bakery))
    counter.post(screen, typed(bread))
    assert StockRecord.objects.get(product=bread).net_stock_level == 6


@pytest.mark.parametrize(
    "wrong",
    [
        {"stock-mode": "per_day", "stock-number": ""},
        {"stock-mode": "counted", "stock-number": "-1"},
        {"dates": ["32 décembre"]},
        {"season_first": "2026-11-01"},
        {"deadline": "1"},
        {"horizon_days": "999"},
        {"weekdays": ["9"]},
    ],
)
def test_what_cannot_be_is_said_beside_the_field(counter, screen, bread, wrong):
    response = counter.post(screen, typed(bread, **wrong))
    assert response.status_code == 422
    assert "field-error" in text(response) or "errorlist" in text(response)
    assert not CollectionTerms.objects.exists()


def test_another_shop_s_product_is_not_found(counter, cheese):
    assert counter.get(f"/pro/le-fournil/produits/{cheese.pk}/retrait/").status_code == 404


def test_sold_out_today_in_one_tap_and_back(counter, bread, bakery):
    url = f"/pro/le-fournil/produits/{bread.pk}/epuise/"
    counter.post(url)
    assert StockRecord.objects.get(product=bread).sold_out_on == timezone.localdate()
    assert "Épuisé aujourd’hui" in text(counter.get("/pro/le-fournil/produits/"))
    counter.post(url, {"again": "1"})
    assert StockRecord.objects.get(product=bread).sold_out_on is None


def test_what_an_order_called_sold_out_today_is_sold_again_in_one_tap(counter, bread, bakery):
    make_per_day(product=bread, quantity=6)
    now = timezone.now()
    slot = make_slot(bakery, start=now, cutoff=now + timedelta(hours=1))
    order = make_order(bread, quantity=2, slot=slot)
    facts = {"line_id": order.lines.get().pk, "quantity": 1, "by": None, "sold_out": True}
    report_shortage(order=order, **facts)
    page = text(counter.get("/pro/le-fournil/produits/"))
    assert 'class="tag wait">Épuisé aujourd’hui' in page
    assert "Remettre en vente aujourd’hui" in page
    counter.post(f"/pro/le-fournil/produits/{bread.pk}/epuise/", {"again": "1"})
    assert DailyQuota.objects.get().left == 4
    page = text(counter.get("/pro/le-fournil/produits/"))
    assert "Remettre en vente aujourd’hui" not in page


def test_a_full_list_asks_no_more_of_the_database(counter, bakery, django_assert_max_num_queries):
    for _ in range(5):
        make_per_day(product=make_product(bakery), quantity=6)
    with django_assert_max_num_queries(10):
        counter.get("/pro/le-fournil/produits/")


def test_shoppers_read_it_on_the_product_s_page(client, counter, screen, bread, bakery):
    make_slot(bakery, timezone.now() + timedelta(days=3))
    counter.post(screen, typed(bread, deadline="1", order_at="18:00"))
    assert "Commander la veille, avant 18\u00a0h." in text(client.get(bread.get_absolute_url()))


def test_a_service_is_kept_shown_again_and_said(counter, screen, bread):
    said = {"duration_minutes": "45", "resource_name": " Fauteuil ", "resource_quantity": "2"}
    counter.post(screen, typed(bread, **said, cancel_hours="24"))
    page = text(counter.get(screen))
    terms = ServiceTerms.objects.get(product=bread)
    assert (terms.duration_minutes, terms.cancel_hours) == (45, 24)
    assert (terms.resource.name, terms.resource.quantity) == ("Fauteuil", 2)
    assert 'value="Fauteuil"' in page
    assert "Dure 45\u00a0min, à partir du début de l’horaire choisi." in page
    assert "Annulation possible jusqu’à 24\u00a0h avant." in page


def test_without_a_duration_it_is_no_service_any_more(counter, screen, bread):
    said = {"duration_minutes": "45", "resource_name": "Fauteuil"}
    counter.post(screen, typed(bread, **said))
    counter.post(screen, typed(bread))
    assert not ServiceTerms.objects.exists()


def test_two_services_share_a_chair_by_its_name(counter, bread, bakery):
    make_service(bakery, "Barbe", resource="Fauteuil", n=1)
    screen = f"/pro/le-fournil/produits/{bread.pk}/retrait/"
    said = {"duration_minutes": "45", "resource_name": "fauteuil", "resource_quantity": "3"}
    counter.post(screen, typed(bread, **said))
    assert Resource.objects.get().quantity == 3
    counter.post(screen, typed(bread, **said | {"resource_quantity": ""}))
    assert Resource.objects.get().quantity == 3


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"duration_minutes": "45"}, "Indiquez ce qu’il faut"),
        ({"duration_minutes": "7", "resource_name": "Fauteuil"}, "multiple"),
        ({"duration_minutes": "700", "resource_name": "Fauteuil"}, "600"),
        ({"duration_minutes": "30", "resource_name": "Table", "resource_quantity": "0"}, "1"),
    ],
)
def test_a_service_that_cannot_be_is_refused_beside_its_field(counter, screen, bread, said, error):
    response = counter.post(screen, typed(bread, **said))
    assert response.status_code == 422
    [field] = response.context["service"].errors.values()
    assert error in field[0]
    assert not ServiceTerms.objects.exists()
