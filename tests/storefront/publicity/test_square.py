from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from marketplace.images.pictures import store_picture
from marketplace.storefront.publicity.drawing import Box, Picture, Words
from marketplace.storefront.publicity.raster import to_jpeg
from marketplace.storefront.publicity.share import Post, post_of_shop
from marketplace.storefront.publicity.square import SIDE, square_of_product, square_of_shop

POST = Post(
    "Pain", ("Pain",), "https://ici.example/", price="4,80\u202f€", per_unit="9,60\u202f€/kg"
)


def photo(drawn):
    image = Image.new("RGB", (600, 600), "#fdf1d2")
    drawn(ImageDraw.Draw(image))
    out = BytesIO()
    image.save(out, "PNG")
    return out


def shown(shop, drawn):
    shop.picture = store_picture(photo(drawn), folder="commerces")
    parts = square_of_shop(shop, post_of_shop(shop)).parts
    return parts[0], next(part for part in parts if isinstance(part, Picture))


def test_a_product_s_picture_is_a_square_jpeg_that_says_the_price(bread):
    sheet = square_of_product(bread, POST)
    assert {"Pain", "4,80\u202f€", "9,60\u202f€/kg", "Haut-Velune"} <= set(sheet.texts)
    image = Image.open(BytesIO(to_jpeg(sheet)))
    assert (image.format, image.size) == ("JPEG", (1080, 1080))


def test_a_shop_s_picture_names_it_its_town_and_territory(bakery):
    texts = square_of_shop(bakery, post_of_shop(bakery)).texts
    assert {"Le Fournil", "Boulangerie · Valcendre", "Haut-Velune"} <= set(texts)


def test_a_photo_fills_its_place(bakery):
    _ground, picture = shown(bakery, lambda draw: draw.rectangle((0, 0, 300, 600), "#224466"))
    assert (picture.x, picture.y, picture.width) == (0, 0, SIDE)


def test_an_object_on_one_ground_is_not_cut(bakery):
    ground, picture = shown(bakery, lambda draw: draw.ellipse((200, 100, 400, 500), "#224466"))
    assert isinstance(ground, Box)
    assert ground.width == SIDE
    assert picture.width / picture.height == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize("name", ["", "commerces/gone/original.jpg"])
def test_a_missing_photo_is_no_error(bakery, name):
    bakery.picture = name
    assert to_jpeg(square_of_shop(bakery, post_of_shop(bakery))).startswith(b"\xff\xd8")


def test_nothing_leaves_the_picture_however_long_the_names(bakery):
    bakery.name, bakery.trade = "W" * 100, "Charcuterie " * 8
    bakery.territory.name = "W" * 100
    lines = [p for p in square_of_shop(bakery, post_of_shop(bakery)).parts if isinstance(p, Words)]
    assert all(0 < line.x <= line.x + line.width < SIDE for line in lines)
