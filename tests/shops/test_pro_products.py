"""The shop's products: list, quick add, edit in place, publish, archive."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from oscar.core.loading import get_model
from PIL import Image

from tests.factories import make_order, make_product

Product = get_model("catalogue", "Product")
pytestmark = pytest.mark.django_db

LIST = "/pro/le-fournil/produits/"
ADD = f"{LIST}ajouter/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


def text(response):
    return response.content.decode()


def photo(name="pain.jpg", size=(64, 48)):
    out = BytesIO()
    Image.new("RGB", size, "tan").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def typed(**fields):
    facts = {
        "title": "Croissant pur beurre",
        "price": "1,30 €",
        "available": "60",
        "is_food": "on",
        "allergens": ["gluten", "milk"],
        "vat_rate": "5.5",
        "withdrawal_regime": "perishable",
    }
    return facts | fields


def test_four_fields_and_a_photo_put_a_product_on_sale(counter):
    response = counter.post(ADD, typed(photo=photo(), publish="1"))
    product = Product.objects.get()
    assert response.url == LIST
    assert product.status == "published"
    assert product.picture_name.startswith("products/")


def test_the_photo_was_encoded_again(counter):
    counter.post(ADD, typed(photo=photo(), publish="1"))
    assert Product.objects.get().picture_name.endswith("original.jpg")


def test_a_draft_is_kept_without_its_allergens(counter):
    counter.post(ADD, typed(allergens=[], draft="1"))
    assert Product.objects.get().status == "draft"


def test_food_of_unknown_allergens_is_refused_beside_the_boxes(counter):
    response = counter.post(ADD, typed(allergens=[], publish="1"))
    assert response.status_code == 422
    assert 'id="id_allergens_error"' in text(response)
    assert 'value="Croissant pur beurre"' in text(response)
    assert not Product.objects.exists()


def test_none_of_them_is_a_statement(counter):
    counter.post(ADD, typed(allergens=["none"], publish="1"))
    assert Product.objects.get().allergens == []


def test_none_and_some_contradict_each_other(counter):
    response = counter.post(ADD, typed(allergens=["none", "milk"], publish="1"))
    assert "pas les deux" in text(response)


def test_alcohol_is_refused_with_the_reason(counter):
    response = counter.post(ADD, typed(is_alcohol="on", publish="1"))
    assert "L’alcool ne peut pas encore" in text(response)


@pytest.mark.parametrize("price", ["", "gratuit", "-2", "0", "1.234,50", "9" * 12])
def test_a_senseless_price_is_said_beside_the_field(counter, price):
    response = counter.post(ADD, typed(price=price, publish="1"))
    assert response.status_code == 422
    assert 'id="id_price_error"' in text(response)


def test_left_empty_the_stock_means_on_order(counter):
    counter.post(ADD, typed(available="", publish="1"))
    assert Product.objects.get().stockrecords.get().mode == "on_order"


@pytest.mark.parametrize("name", ["photo.jpg", "photo.svg", "bomb.png"])
def test_what_is_no_photo_is_said_beside_the_field(counter, name):
    file = SimpleUploadedFile(name, bomb() if "bomb" in name else b"<svg/>", "image/jpeg")
    response = counter.post(ADD, typed(photo=file, publish="1"))
    assert response.status_code == 422
    assert 'id="id_photo_error"' in text(response)


def bomb():
    """Return a picture of 36 million pixels in a few kilobytes."""
    out = BytesIO()
    Image.new("1", (6000, 6000)).save(out, "PNG")
    return out.getvalue()


def test_a_good_photo_is_kept_while_another_field_is_wrong(counter):
    response = counter.post(ADD, typed(photo=photo(), price="x", publish="1"))
    kept = response.context["kept_photo"]
    counter.post(ADD, typed(kept_photo=kept, publish="1"))
    assert kept
    assert Product.objects.get().picture_name


def test_a_kept_photo_that_was_tampered_with_is_refused(counter):
    response = counter.post(ADD, typed(kept_photo="products/other/original.jpg", publish="1"))
    assert response.status_code == 422


def test_a_new_product_repeats_what_the_last_one_said(counter, bakery):
    make_product(bakery, vat_rate=Product._meta.get_field("vat_rate").to_python("10.0"))
    form = counter.get(ADD).context["form"]
    assert str(form.initial["vat_rate"]) == "10.0"
    assert form.initial["withdrawal_regime"] == "perishable"


def test_price_and_stock_are_changed_in_the_list(counter, bread):
    counter.post(f"{LIST}{bread.pk}/ligne/", {"price": "5,20", "available": "3"})
    record = bread.stockrecords.get()
    assert (str(record.price), record.num_in_stock) == ("5.20", 3)


def test_what_was_sold_while_the_list_was_open_stays_sold(counter, bread):
    make_order(bread, quantity=3)
    row = {"price": "5,00", "available": "10", "stock_seen": "10"}
    counter.post(f"{LIST}{bread.pk}/ligne/", row)
    assert bread.stockrecords.get().net_stock_level == 7


def test_a_count_made_meanwhile_adds_its_difference(counter, bread):
    make_order(bread, quantity=3)
    row = {"price": "5,00", "available": "15", "stock_seen": "10"}
    counter.post(f"{LIST}{bread.pk}/ligne/", row)
    assert bread.stockrecords.get().net_stock_level == 12


def test_a_photo_sent_twice_is_still_there(counter):
    refused = counter.post(ADD, typed(photo=photo(), price="x", publish="1"))
    kept = refused.context["kept_photo"]
    counter.post(ADD, typed(kept_photo=kept, draft="1"))
    product = Product.objects.get()
    for _ in range(2):
        counter.post(f"{LIST}{product.pk}/", typed(kept_photo=kept))
    assert default_storage.exists(Product.objects.get().picture_name)


def test_a_photo_kept_in_one_shop_is_refused_in_another(client, counter, charlie):
    kept = counter.post(ADD, typed(photo=photo(), price="x")).context["kept_photo"]
    client.force_login(charlie)
    response = client.post("/pro/buron/produits/ajouter/", typed(kept_photo=kept))
    assert response.status_code == 422


def test_a_wrong_row_keeps_what_was_typed_and_says_why(counter, bread):
    response = counter.post(f"{LIST}{bread.pk}/ligne/", {"price": "cher", "available": "-1"})
    assert response.status_code == 422
    assert 'value="cher"' in text(response)
    assert f'id="id_{bread.pk}_price_error"' in text(response)


def test_a_product_is_taken_off_sale_and_put_back(counter, bread):
    counter.post(f"{LIST}{bread.pk}/retirer/")
    bread.refresh_from_db()
    assert bread.status == "draft"
    counter.post(f"{LIST}{bread.pk}/vendre/")
    bread.refresh_from_db()
    assert bread.status == "published"


def test_an_archived_product_leaves_the_list_and_stands_in_its_own(counter, bread):
    counter.post(f"{LIST}{bread.pk}/archiver/")
    counter.get(LIST)
    assert bread.title not in text(counter.get(LIST))
    assert bread.title in text(counter.get(f"{LIST}?etat=archives"))


def test_what_cannot_be_published_opens_its_page_with_the_reason(counter, bakery):
    product = make_product(bakery, published=False, allergens=None)
    response = counter.post(f"{LIST}{product.pk}/vendre/", follow=True)
    assert "Indiquez les allergènes" in text(response)


def test_editing_keeps_what_the_form_does_not_ask(counter, bakery):
    product = make_product(bakery, ean="3017620422003", shelf="Fournil")
    counter.post(f"{LIST}{product.pk}/", typed(title="Pain noir"))
    product.refresh_from_db()
    assert (product.title, product.ean, product.shelf) == ("Pain noir", "3017620422003", "Fournil")


def test_a_shelf_is_typed_among_the_optional_fields(counter, bakery):
    make_product(bakery, shelf="Fournil")
    page = text(counter.get(ADD))
    assert '<option value="Fournil">' in page
    assert page.index("<details") < page.index('name="shelf"')
    counter.post(ADD, typed(shelf="  Viennoiseries ", publish="1"))
    assert Product.objects.get(title="Croissant pur beurre").shelf == "Viennoiseries"


def test_a_shelf_emptied_is_taken_away(counter, bakery):
    product = make_product(bakery, shelf="Fournil")
    counter.post(f"{LIST}{product.pk}/", typed(shelf=""))
    assert Product.objects.get().shelf == ""


def test_the_edit_page_shows_what_is_there(counter, bread):
    page = text(counter.get(f"{LIST}{bread.pk}/"))
    assert 'value="4,80"' in page
    assert 'value="10"' in page


def test_products_are_found_by_their_words(counter, bakery, bread):
    make_product(bakery, "Brioche")
    page = text(counter.get(f"{LIST}?q=brioches"))
    assert "Brioche" in page
    assert bread.title not in page


def test_an_empty_shelf_teaches(counter):
    assert "Votre rayon est vide" in text(counter.get(LIST))


@pytest.mark.parametrize("count", [3, 24])
def test_the_list_costs_few_queries(counter, bakery, count, django_assert_max_num_queries):
    for number in range(count):
        make_product(bakery, f"Produit {number}")
    with django_assert_max_num_queries(10):
        counter.get(LIST)


def test_bob_of_the_team_may_edit(client, bob, bread):
    client.force_login(bob)
    assert client.get(f"{LIST}{bread.pk}/").status_code == 200


def test_another_shop_s_product_is_not_found_in_one_s_own_space(client, charlie, bread):
    client.force_login(charlie)
    response = client.post(f"/pro/buron/produits/{bread.pk}/ligne/", {"price": "1"})
    assert response.status_code == 404
