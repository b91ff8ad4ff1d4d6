import pytest


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
