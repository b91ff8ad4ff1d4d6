from decimal import Decimal

from django.template import Context, Template
from django.utils import translation

NARROW = "\N{NARROW NO-BREAK SPACE}"


def render(source, **context):
    return Template("{% load money %}" + source).render(Context(context))


def test_the_price_filter_writes_french_prices():
    with translation.override("fr"):
        assert render("{{ amount|price }}", amount=Decimal("12.9")) == f"12,90{NARROW}€"


def test_the_price_filter_follows_the_language_of_the_page():
    with translation.override("en"):
        assert render("{{ amount|price }}", amount=Decimal("12.9")) == "€12.90"


def test_a_missing_price_is_written_as_nothing():
    assert render("{{ amount|price }}|{{ missing|price }}", amount=None) == "|"


def test_a_price_of_zero_is_a_price():
    assert render("{{ amount|price }}", amount=Decimal(0)) == f"0,00{NARROW}€"


def test_the_unit_price_stands_beside_the_price():
    text = render("{% unit_price price 500 'g' %}", price=Decimal("12.90"))
    assert text == f"25,80{NARROW}€/kg"


def test_a_product_without_net_quantity_has_no_unit_price():
    assert render("{% unit_price price None 'g' %}", price=Decimal("12.90")) == ""
    assert render("{% unit_price price 500 '' %}", price=Decimal("12.90")) == ""


def test_an_estimate_says_that_it_is_one():
    source = "{{ amount|price|about:scales }}"
    with translation.override("fr"):
        assert render(source, amount=Decimal(12), scales=True) == f"environ 12,00{NARROW}€"
        assert render(source, amount=Decimal(12), scales=False) == f"12,00{NARROW}€"
        assert render(source, amount=None, scales=True) == ""
