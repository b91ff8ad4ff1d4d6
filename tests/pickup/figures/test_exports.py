"""Files for a French spreadsheet, and the open numbers with their floor."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from oscar.core.loading import get_model

from pickup.figures.open_numbers import told, told_of_week
from pickup.figures.queries import Numbers
from pickup.figures.spreadsheets import cell, csv_lines
from shops.models import Shop
from tests import factories

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")
NUMBERS = {
    "active_shops": 9,
    "new_shops": 1,
    "selling_shops": 6,
    "orders": 20,
    "shoppers": 12,
    "orders_mean": Fraction(20, 9),
    "orders_median": Fraction(2),
    "turnover": Decimal(400),
    "ready_in_time": Fraction(9, 10),
    "cancelled_by_shop": Fraction(0),
    "views": 900,
    "calls": 30,
    "products": 80,
    "stale_products": 4,
}


@pytest.fixture
def desk(client, agnes):
    client.force_login(agnes)
    return client


def read(client, name):
    answer = client.get(reverse(f"pickup:{name}"))
    assert answer.streaming
    assert answer["Content-Disposition"].endswith('.csv"')
    return answer.getvalue().decode("utf-8")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (Decimal("1234.5"), "1234,50"),
        (12, "12"),
        (True, "oui"),
        (date(2026, 11, 25), "25/11/2026"),
        ("=1+1", "'=1+1"),
        ("+33465710001", "'+33465710001"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("L’Établi", "L’Établi"),
    ],
)
def test_a_cell_is_french_and_never_a_formula(value, written):
    assert cell(value) == written


def test_a_file_opens_in_a_french_excel():
    lines = "".join(csv_lines(["Nom", "Prix"], [["a;b", Decimal("4.80")]]))
    assert lines == '\ufeffNom;Prix\r\n"a;b";4,80\r\n'


def test_the_shops_stand_with_their_month(desk, bread, bakery):
    factories.make_order(bread, quantity=2)
    Shop.objects.filter(pk=bakery.pk).update(trade="=cmd")
    rows = read(desk, "desk_shops_csv").splitlines()
    assert rows[0].startswith("\ufeffCommerce;Métier;Type;Commune;")
    assert rows[1].startswith("Le Fournil;'=cmd;")
    assert rows[1].endswith(";1;1;9,60;0;0")


def test_orders_by_month_name_nobody(desk, bread):
    # Half past midnight of the first, where the shop is.
    placed = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    factories.make_order(bread)
    Order.objects.update(date_placed=placed)
    text = read(desk, "desk_orders_csv")
    assert "2026-11;Le Fournil;Valcendre;1;0;0;0;4,80" in text
    assert "Dora" not in text
    assert "dora@" not in text


def test_products_stand_with_their_state(desk, bread):
    assert "Pain de campagne;Le Fournil;Valcendre;;4,80;5,50;" in read(desk, "desk_products_csv")


def test_another_territory_s_shops_are_in_no_file(desk, bread):
    elsewhere = factories.make_shop(
        factories.make_territory("Combe-Bleue", hostname="c.example"), "Ailleurs"
    )
    factories.make_order(factories.make_product(elsewhere, "Sel"))
    for name in ("desk_shops_csv", "desk_orders_csv", "desk_products_csv"):
        assert "Ailleurs" not in read(desk, name)


@pytest.mark.parametrize("name", ["open_numbers", "open_numbers_csv"])
def test_numbers_are_closed_until_the_association_opens_them(desk, territory, name):
    assert desk.get(reverse(f"pickup:{name}")).status_code == 404
    desk.post(reverse("pickup:desk_publish"), {"public": "1"})
    assert desk.get(reverse(f"pickup:{name}")).status_code == 200
    desk.post(reverse("pickup:desk_publish"), {"public": "0"})
    assert desk.get(reverse(f"pickup:{name}")).status_code == 404


def test_the_footer_leads_to_open_numbers_at_no_query(desk, territory, django_assert_num_queries):
    address = reverse("storefront:contact")
    assert "/chiffres/" not in desk.get(address).content.decode()
    desk.logout()
    desk.get(address)
    with CaptureQueriesContext(connection) as closed:
        desk.get(address)
    association = territory.association
    association.open_numbers = True
    association.save()
    with django_assert_num_queries(len(closed)):
        assert "/chiffres/" in desk.get(address).content.decode()


def test_what_many_do_is_told():
    assert None not in told(Numbers(**NUMBERS)).values()


@pytest.mark.parametrize(
    ("few", "hidden"),
    [
        ({"active_shops": 4}, {"active_shops", "products"}),
        (
            {"selling_shops": 4},
            {"selling_shops", "orders", "turnover", "shoppers", "ready_in_time"},
        ),
        ({"orders": 4}, {"orders", "turnover", "shoppers", "ready_in_time"}),
        ({"shoppers": 4}, {"shoppers"}),
    ],
)
def test_what_few_do_is_not(few, hidden):
    numbers = told(Numbers(**(NUMBERS | few)))
    assert {name for name, value in numbers.items() if value is None} == hidden


def test_a_week_of_few_is_not_told():
    assert told_of_week({"orders": 5, "shops": 5}) == 5
    assert told_of_week({"orders": 50, "shops": 4}) is None


def test_one_shop_s_sales_do_not_show_on_the_open_page(client, territory, bread):
    factories.make_order(bread)
    territory.association.open_numbers = True
    territory.association.save()
    page = client.get(reverse("pickup:open_numbers")).content.decode()
    assert "4,80" not in page
    weeks = client.get(reverse("pickup:open_numbers_csv")).getvalue().decode().splitlines()
    assert len(weeks) == 13
    assert all(week.endswith(";") for week in weeks[1:])
