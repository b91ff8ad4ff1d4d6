"""Another product in place of what is missing: kept, agreed to or refused, of its own day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from marketplace.operations.audit import broken_invariants
from pickup.exceptions import TransitionRefused
from pickup.orders.changes.moving import move_by_shopper, slots_for_move
from pickup.orders.lines.adjusting import (
    propose_substitute,
)
from pickup.orders.lines.settling import answer
from pickup.orders.links import token_of
from pickup.orders.making.planning import make_per_day
from pickup.orders.transitions import collect_order
from pickup.views.pro.line_forms import substitutes
from shops.catalogue.terms import Terms, set_terms
from shops.exceptions import OutOfStock
from tests.factories import (
    make_option,
    make_order,
    make_product,
    make_service,
    make_slot,
)
from tests.pickup.orders.lines.conftest import left_of, stock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("base")]


def test_a_substitute_is_kept_until_the_answer(order, instead, rye):
    instead()
    assert stock(rye) == (4, 2)


def test_agreed_the_substitute_takes_the_line_s_place(order, loaves, instead, rye, bread):
    answer(order=order, adjustment=instead(), agreed=True)
    loaves.refresh_from_db()
    assert (loaves.status, loaves.due_title) == ("substituted", "Pain de seigle")
    assert (loaves.due_quantity, loaves.due_incl_tax) == (2, Decimal("11.00"))
    assert (stock(rye), stock(bread)) == ((4, 2), (0, 0))


@pytest.mark.parametrize(("regime", "rate"), [("liable", "20.0"), ("franchise", "0.0")])
def test_a_substitute_brings_its_own_vat_rate(order, loaves, instead, rye, regime, rate):
    rye.vat_rate = Decimal("20.0")
    rye.save()
    rye.shop.vat_statuses.update(regime=regime)
    answer(order=order, adjustment=instead(), agreed=True)
    loaves.refresh_from_db()
    assert loaves.vat_rate == Decimal(rate)


def test_refused_the_substitute_goes_back_to_the_shelf(order, instead, rye):
    answer(order=order, adjustment=instead(), agreed=False)
    assert stock(rye) == (4, 0)


def test_a_substitute_is_handed_over_out_of_its_own_stock(order, instead, rye, alice):
    answer(order=order, adjustment=instead(), agreed=True)
    collect_order(order=order, by=alice)
    assert stock(rye) == (2, 0)


def test_without_a_price_it_is_never_dearer_than_what_it_replaces(instead, bakery):
    cake = make_product(bakery, "Pièce montée", price=Decimal("90.00"))
    assert instead(product=cake, quantity=1).to_price == Decimal("14.40")


def test_a_dearer_price_is_asked_like_any_other(instead):
    assert instead(price=Decimal("20.00")).is_open


def test_more_than_the_shelf_holds_is_refused(instead):
    with pytest.raises(OutOfStock):
        instead(quantity=5)


def test_another_shop_s_product_is_no_substitute(instead, cheese):
    with pytest.raises(TransitionRefused):
        instead(product=cheese)


def test_a_substitute_has_none_of_the_options_of_what_it_replaces(bakery, rye, alice, client):
    knife = make_product(bakery, "Couteau")
    option = make_option(knife, "Gravure", ["Oui", "Non"])
    order = make_order(knife, picked={option.key: [option.values[0].key]})
    line = order.lines.get()
    assert line.choices == ["Gravure\u00a0: Oui"]
    facts = {"order": order, "line_id": line.pk, "product": rye, "quantity": 1, "by": alice}
    answer(order=order, adjustment=propose_substitute(**facts), agreed=True)
    client.force_login(alice)
    counter = f"/pro/{bakery.slug}/commandes/{order.number}/"
    day = reverse("pickup:pro_day", args=[bakery.slug, order.slot.day.isoformat()])
    own = f"/retrait/{token_of(order.purchase)}/"
    for screen in (counter, f"{counter}ticket/", day, own):
        page = client.get(screen).text
        assert rye.title in page
        assert "Gravure" not in page


@pytest.mark.parametrize(("agreed", "left"), [(True, 0), (False, 2)])
def test_a_substitute_is_kept_of_its_day(order, instead, tart, agreed, left):
    question = instead(product=tart)
    assert left_of(tart, order.slot.day) == 0
    assert not list(broken_invariants())
    answer(order=order, adjustment=question, agreed=agreed)
    assert left_of(tart, order.slot.day) == left


def test_a_substitute_of_which_the_day_has_no_more_is_refused(order, instead, tart):
    make_order(tart, slot=order.slot)
    with pytest.raises(OutOfStock):
        instead(product=tart)


def test_neither_a_full_day_s_goods_nor_services_are_proposed(order, instead, tart):
    cut = make_service(tart.shop)
    assert tart in substitutes(order)
    assert cut not in substitutes(order)
    make_order(tart, quantity=2, slot=order.slot)
    assert tart not in substitutes(order)
    with pytest.raises(TransitionRefused):
        instead(product=cut)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_substitute_goes_with_its_order_to_another_day(order, instead, tart, agreed):
    former, later = order.slot.day, make_slot(order.shop, order.slot.start + timedelta(days=1))
    question = instead(product=tart)
    if agreed:
        answer(order=order, adjustment=question, agreed=True)
    move_by_shopper(order=order, slot=later, by=None)
    assert [left_of(tart, day) for day in (former, later.day)] == [2, 0]


@pytest.mark.parametrize("agreed", [None, True])
def test_only_times_that_take_the_substitute_too_are_proposed(order, instead, tart, agreed):
    question = instead(product=tart)
    if agreed:
        answer(order=order, adjustment=question, agreed=True)
    days = [make_slot(order.shop, order.slot.start + timedelta(days=n)) for n in (1, 2, 3)]
    make_order(tart, slot=days[0])
    set_terms(product=tart, terms=Terms(dates=[days[2].day.isoformat()]), preparation_weight=1)
    assert slots_for_move(order, by_shop=True) == days[1:]
    assert slots_for_move(order, by_shop=False) == days[2:]


def test_a_substitute_proposed_before_counts_when_it_becomes_so_many_a_day(order, instead, rye):
    instead()
    make_per_day(product=rye, quantity=3)
    assert left_of(rye, order.slot.day) == 1
