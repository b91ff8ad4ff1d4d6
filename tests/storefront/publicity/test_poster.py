from datetime import time

import pytest
import segno
from django.utils import translation

from marketplace.storefront.publicity.drawing import Picture, Words
from marketplace.storefront.publicity.pdf import to_pdf
from marketplace.storefront.publicity.poster import HEIGHT, MARGIN, WIDTH, poster_of
from marketplace.storefront.publicity.raster import to_image
from shops.models import OpeningHours
from tests.factories import make_shop, make_territory
from tests.pdf_text import texts_of
from themes.palette import palette

LONG = "Anticonstitutionnellement " * 4


def words_of(shop):
    return " ".join(poster_of(shop).texts)


def test_a_poster_says_who_where_and_how(bakery, settings):
    settings.SITE_URL = "https://haut-velune.example"
    words = words_of(bakery)
    assert "Commandez en ligne, retirez ici." in words
    assert "testserver/commerces/le-fournil" in words
    said = ("Haut-Velune", "Le Fournil", "Boulangerie · Valcendre", "04 65 71 00 01")
    assert all(text in words for text in said)


def test_it_is_french_whatever_the_shopkeeper_reads(bakery):
    with translation.override("en"):
        words = words_of(bakery)
    assert "Tous les jours" in words
    assert "/en/" not in words


def test_its_code_leads_to_the_shop_on_its_territory_s_host(db, settings):
    settings.SITE_URL = "https://haut-velune.example"
    make_territory()
    shop = make_shop(make_territory("Combe-Bleue", "combe.example"), slug="moulin")
    code = next(part for part in poster_of(shop).parts if isinstance(part, Picture))
    expected = segno.make("https://combe.example/commerces/moulin/", error="q", micro=False)
    pixels = code.pixels.convert("L")
    drawn = [
        [pixels.getpixel((x, y)) == 0 for x in range(pixels.width)] for y in range(pixels.height)
    ]
    assert drawn == [[bool(module) for module in row] for row in expected.matrix]


def test_a_shop_that_takes_no_orders_promises_none(territory):
    words = words_of(make_shop(territory, mode="showcase"))
    assert "Regardez en ligne, achetez ici." in words
    assert "Commandez" not in words


def test_a_poster_wears_the_colours_of_its_territory(territory):
    territory.theme = "combe-bleue"
    territory.save()
    colours = {
        part.colour for part in poster_of(make_shop(territory)).parts if hasattr(part, "colour")
    }
    assert palette("combe-bleue").light["brand"] in colours


@pytest.mark.parametrize("hours", ["none", "each day its own"])
@pytest.mark.parametrize("name", ["Ici", LONG[:100], "W" * 100, "M-" * 50])
def test_nothing_leaves_the_paper_however_long_the_names(territory, name, hours):
    territory.name = territory.towns.first().name = LONG[:100]
    shop = make_shop(territory, name, hours=False, trade=LONG[:100], slug="a" * 50)
    if hours != "none":
        for day in range(7):
            OpeningHours.objects.create(
                shop=shop, weekday=day, opens=time(6, day), closes=time(12)
            )
            OpeningHours.objects.create(
                shop=shop, weekday=day, opens=time(14), closes=time(19, 30)
            )
    lines = [part for part in poster_of(shop).parts if isinstance(part, Words)]
    assert all(MARGIN <= line.x <= line.x + line.width <= WIDTH - MARGIN + 0.01 for line in lines)
    assert all(MARGIN < line.baseline <= HEIGHT - MARGIN for line in lines)


def test_the_paper_says_what_was_drawn_to_the_letter(bakery):
    bakery.name = "L’Œuf à 1\u202f€ «\u00a0d’Éloïse\u00a0»"
    sheet = poster_of(bakery)
    pdf = to_pdf(sheet, title="Affiche")
    assert pdf.startswith(b"%PDF")
    assert texts_of(pdf) == sheet.texts
    assert bakery.name in " ".join(sheet.texts)


def test_what_the_letters_cannot_write_is_left_out(bakery):
    bakery.name = "Café ☕ du Mẫu\u200b"
    assert "Café du Mau" in words_of(bakery)


def test_the_preview_has_the_proportions_of_the_paper(bakery):
    assert to_image(poster_of(bakery), scale=2).size == (420, 594)
