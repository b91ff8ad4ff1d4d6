import pytest

from tests.factories import make_product


@pytest.fixture
def keeper(client, alice):
    client.force_login(alice)
    return client


def test_the_screen_shows_the_poster_and_gives_it(keeper):
    page = keeper.get("/pro/le-fournil/affiche/").text
    assert 'src="/pro/le-fournil/affiche/apercu.png"' in page
    assert 'href="/pro/le-fournil/affiche/affiche.pdf"' in page


def test_it_is_in_the_menu_of_the_shop_s_space(keeper):
    assert "Affiche et partage" in keeper.get("/pro/le-fournil/produits/").text


def test_the_poster_is_a_file_to_keep(keeper):
    answer = keeper.get("/pro/le-fournil/affiche/affiche.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="affiche-le-fournil.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_the_preview_is_a_picture(keeper):
    answer = keeper.get("/pro/le-fournil/affiche/apercu.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("file", ["affiche.pdf", "apercu.png"])
def test_no_poster_leads_to_a_page_that_is_not_there(keeper, bakery, file):
    bakery.status = "paused"
    bakery.save()
    assert "n’est pas encore en ligne" in keeper.get("/pro/le-fournil/affiche/").text
    assert keeper.get(f"/pro/le-fournil/affiche/{file}").status_code == 404


@pytest.mark.parametrize("file", ["", "affiche.pdf", "apercu.png"])
def test_another_shop_s_owner_finds_nothing(client, bakery, charlie, file):
    client.force_login(charlie)
    assert client.get(f"/pro/le-fournil/affiche/{file}").status_code == 404


def test_a_product_on_sale_is_shared_in_a_tap_from_list_and_form(keeper, bread):
    link = f'href="/pro/le-fournil/produits/{bread.pk}/partage/"'
    assert link in keeper.get("/pro/le-fournil/produits/").text
    assert link in keeper.get(f"/pro/le-fournil/produits/{bread.pk}/").text


def test_text_and_picture_can_be_taken_without_a_script(keeper, bread):
    page = keeper.get(f"/pro/le-fournil/produits/{bread.pk}/partage/").text
    assert "Pain de campagne\u00a0: 4,80\u202f€" in page
    assert "readonly" in page
    assert f'href="/pro/le-fournil/produits/{bread.pk}/partage/image.jpg" download' in page


def test_the_shop_itself_is_shared_too(keeper):
    page = keeper.get("/pro/le-fournil/affiche/").text
    assert "Commandez en ligne, retirez sur place." in page
    answer = keeper.get("/pro/le-fournil/affiche/image.jpg")
    assert answer["Content-Type"] == "image/jpeg"


def test_what_is_not_on_sale_is_not_shared(keeper, bakery):
    draft = make_product(bakery, "Brouillon", published=False)
    assert keeper.get(f"/pro/le-fournil/produits/{draft.pk}/partage/").status_code == 404
    assert "/partage/" not in keeper.get("/pro/le-fournil/produits/").text


def test_another_shop_s_product_is_not_shared(keeper, cheese):
    for file in ("", "image.jpg"):
        address = f"/pro/le-fournil/produits/{cheese.pk}/partage/{file}"
        assert keeper.get(address).status_code == 404


def test_a_shop_without_a_page_shares_nothing(keeper, bakery, bread):
    bakery.status = "paused"
    bakery.save()
    assert keeper.get("/pro/le-fournil/affiche/image.jpg").status_code == 404
    assert keeper.get(f"/pro/le-fournil/produits/{bread.pk}/partage/").status_code == 404
