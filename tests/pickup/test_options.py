"""A product with options, from its page to the basket and the order."""

from decimal import Decimal

import pytest
from django.urls import reverse
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from pickup.exceptions import PlacementRefused
from pickup.orders.links import token_of
from pickup.orders.placing.basket import add_to_basket
from pickup.orders.privacy import erase_purchase
from pickup.orders.transitions import collect_order
from shops.catalogue.options.model import OptionValue
from shops.catalogue.options.services import OptionDraft, remove_option, save_option
from shops.catalogue.services import create_product, publish_product, set_available
from tests.factories import make_basket, make_draft, make_option, make_slot, place

pytestmark = pytest.mark.django_db
Line = get_model("basket", "Line")


@pytest.fixture
def cut(bread):
    values = [("Tranché", "0.20"), ("Entier", "0")]
    return make_option(bread, values=values, required=True)


@pytest.fixture
def add(client):
    def add(product, quantity=1, **chosen):
        data = {"product": product.pk, "quantity": quantity}
        return client.post("/panier/ajouter/", data | chosen)

    return add


def sliced(cut):
    return {f"option-{cut.key}": cut.values[0].key}


def whole(cut):
    return {f"option-{cut.key}": cut.values[1].key}


def text(response):
    return response.content.decode()


def ordered(bread, bakery, territory, picked, quantity=2, **fields):
    basket = make_basket({}, {bakery: make_slot(bakery)})
    add_to_basket(basket=basket, product=bread, quantity=quantity, picked=picked)
    return place(basket, territory, **fields).orders.get()


def test_the_product_s_page_offers_the_values_and_ticks_none(client, bread, cut, bakery):
    make_slot(bakery)
    page = text(client.get(bread.get_absolute_url()))
    assert f'name="option-{cut.key}"' in page
    assert "Tranché" in page
    assert "+&nbsp;0,20" in page
    assert "checked" not in page


def test_the_allergens_of_a_value_are_read_before_purchase(client, bread, bakery):
    make_slot(bakery)
    values = [OptionValue("", "Au comté", Decimal(0), ("milk",)), OptionValue("", "Nature")]
    save_option(product=bread, draft=OptionDraft("Garniture", "one", values=values))
    assert "Allergènes\u00a0: lait" in text(client.get(bread.get_absolute_url()))


def test_a_chosen_value_goes_into_the_basket_at_its_price(client, add, bread, cut):
    assert add(bread, 2, **sliced(cut)).status_code == 302
    page = text(client.get("/panier/"))
    assert "Pain\u00a0: Tranché (+\u00a00,20\u202f€)" in page
    assert "10,00" in page


def test_two_choices_are_two_lines_and_the_same_choice_is_one(client, add, bread, cut):
    for chosen in (sliced(cut), whole(cut), sliced(cut)):
        add(bread, **chosen)
    assert sorted(Line.objects.values_list("quantity", flat=True)) == [1, 2]
    assert "15,0" not in text(client.get("/panier/"))
    assert "14,80" in text(client.get("/panier/"))


def test_a_missing_choice_is_said_beside_the_field_and_nothing_is_lost(add, bread, cut):
    engraving = make_option(bread, "Message", (), kind="text")
    response = add(bread, 3, **{f"option-{engraving.key}": "Bon anniversaire"})
    page = text(response)
    assert response.status_code == 422
    assert f'id="option-{cut.key}-error"' in page
    assert 'value="Bon anniversaire"' in page
    assert 'value="3"' in page
    assert not Line.objects.exists()


def test_too_long_a_text_is_shown_again_whole(add, bread):
    engraving = make_option(bread, "Message", (), kind="text")
    response = add(bread, **{f"option-{engraving.key}": "é" * 90})
    assert response.status_code == 422
    assert "é" * 90 in text(response)


def test_too_many_values_and_unknown_ones_are_refused(add, bread):
    more = make_option(bread, "En plus", ("Jambon", "Tome"), kind="some", at_most=1)
    both = [value.key for value in more.values]
    assert add(bread, **{f"option-{more.key}": both}).status_code == 422
    assert add(bread, **{f"option-{more.key}": "x"}).status_code == 422


def test_a_senseless_quantity_keeps_the_choice(add, bread, cut):
    page = text(add(bread, 0, **sliced(cut)))
    assert 'id="quantity-error"' in page
    assert f'value="{cut.values[0].key}" required checked' in page


def test_lines_of_one_product_together_stay_within_its_stock(client, add, bread, cut):
    set_available(product=bread, available=3)
    add(bread, 2, **sliced(cut))
    assert add(bread, 2, **whole(cut)).status_code == 422
    add(bread, 1, **whole(cut))
    line = Line.objects.get(quantity=1)
    assert client.post(f"/panier/ligne/{line.pk}/", {"quantity": 2}).status_code == 422


def test_an_option_of_a_parent_holds_for_its_variants(client, add, bakery):
    parent = create_product(shop=bakery, draft=make_draft(), structure="parent")
    child = create_product(shop=bakery, draft=make_draft(title="Grand"), parent=parent)
    publish_product(product=child)
    publish_product(product=parent)
    cut = make_option(parent, required=True)
    assert add(child).status_code == 422
    assert add(child, **sliced(cut)).status_code == 302
    assert "Pain\u00a0: Tranché" in text(client.get("/panier/"))


def test_a_removed_option_stops_the_basket_with_a_word(client, add, bread, bakery, cut):
    slot = make_slot(bakery)
    add(bread, **sliced(cut))
    remove_option(product=bread, key=cut.key)
    response = client.post("/panier/continuer/", {f"slot-{bakery.pk}": slot.pk})
    assert response.status_code == 422
    assert "n’est plus proposé" in text(response)


def test_a_changed_price_is_told_and_the_recap_is_read_again(client, add, bread, bakery, cut):
    slot = make_slot(bakery)
    add(bread, **sliced(cut))
    client.post("/panier/continuer/", {f"slot-{bakery.pk}": slot.pk})
    recap = client.get("/commande/")
    dearer = [OptionValue(cut.values[0].key, "Tranché", Decimal("0.50"))]
    save_option(product=bread, key=cut.key, draft=OptionDraft("Pain", "one", True, values=dearer))
    form = {"basket": recap.context["basket_token"], "shown": recap.context["shown"]}
    response = client.post("/commande/", form | {"name": "Dora", "email": "d@example.org"})
    assert response.status_code == 422
    assert "5,30" in text(response)
    assert "Modifié depuis votre choix" in text(response)


def test_the_contract_freezes_the_choice_and_its_price(bread, bakery, territory, cut):
    order = ordered(bread, bakery, territory, {cut.key: [cut.values[0].key]})
    line = order.lines.get()
    assert order.total_incl_tax == Decimal("10.00")
    assert line.unit_price_excl_tax == Decimal("4.74")
    row = order.legal_snapshot["lines"][0]["options"][0]
    assert (row["name"], row["value"], row["extra_price"]) == ("Pain", "Tranché", "0.20")
    remove_option(product=bread, key=cut.key)
    assert line.choices == ["Pain\u00a0: Tranché (+\u00a00,20\u202f€)"]


def test_a_line_whose_choice_is_gone_is_refused_when_ordering(bread, bakery, territory, cut):
    basket = make_basket({}, {bakery: make_slot(bakery)})
    add_to_basket(basket=basket, product=bread, quantity=1, picked={cut.key: [cut.values[0].key]})
    remove_option(product=bread, key=cut.key)
    with pytest.raises(PlacementRefused) as refused:
        place(basket, territory)
    assert "Tranché" in refused.value.problems[0].message


def test_two_lines_of_one_product_are_refused_together(bread, bakery, territory, cut):
    basket = make_basket({}, {bakery: make_slot(bakery)})
    for value in cut.values:
        add_to_basket(basket=basket, product=bread, quantity=2, picked={cut.key: [value.key]})
    set_available(product=bread, available=3)
    with pytest.raises(PlacementRefused) as refused:
        place(basket, territory)
    assert [problem.kind for problem in refused.value.problems] == ["line"]


def test_everybody_who_handles_the_order_reads_the_choice(
    client, bread, bakery, territory, alice, cut
):
    order = ordered(bread, bakery, territory, {cut.key: [cut.values[0].key]})
    said = "Pain\u00a0: Tranché"
    for message in OutboxMessage.objects.filter(channel="email"):
        assert said in message.text
        assert said in message.html
    token = token_of(order.purchase)
    shopper_s = [reverse(f"pickup:{name}", args=[token]) for name in ("purchase", "confirmation")]
    client.force_login(alice)
    day = order.slot.start.astimezone(bakery.zone).date()
    shop_s = [f"/pro/le-fournil/commandes/{order.number}/", f"/pro/le-fournil/jour/{day}/"]
    for address in (*shopper_s, *shop_s):
        assert said in text(client.get(address)), address


def test_ordering_again_takes_the_same_choice(client, bread, bakery, territory, cut):
    order = ordered(bread, bakery, territory, {cut.key: [cut.values[0].key]})
    for _ in range(2):
        client.post(reverse("pickup:order_again", args=[token_of(order.purchase)]))
    line = Line.objects.get(basket__status="Open")
    assert (line.quantity, line.choice.words) == (2, order.lines.get().choices)


def test_ordering_again_says_that_the_choice_is_gone(client, bread, bakery, territory, cut):
    order = ordered(bread, bakery, territory, {cut.key: [cut.values[0].key]})
    remove_option(product=bread, key=cut.key)
    address = reverse("pickup:order_again", args=[token_of(order.purchase)])
    assert "mêmes options" in text(client.post(address, follow=True))
    assert not Line.objects.filter(basket__status="Open").exists()


def test_a_text_leaves_the_order_with_its_person(bread, bakery, territory, alice, cut):
    engraving = make_option(bread, "Gravure", (), kind="text")
    picked = {cut.key: [cut.values[1].key], engraving.key: ["Léa"]}
    order = ordered(bread, bakery, territory, picked)
    collect_order(order=order, by=alice)
    erase_purchase(purchase=order.purchase)
    order.refresh_from_db()
    assert order.lines.get().choices == ["Pain\u00a0: Entier", "Gravure\u00a0: —"]
    assert "Léa" not in repr(order.legal_snapshot)
    assert "Léa" not in repr(list(Line.objects.values()))


def test_baskets_and_pages_with_options_cost_no_query_more(
    client, add, bakery, bread, cut, django_assert_max_num_queries
):
    make_slot(bakery)
    add(bread, **sliced(cut))
    with django_assert_max_num_queries(13):
        client.get("/panier/")
    with django_assert_max_num_queries(10):
        client.get(bread.get_absolute_url())
