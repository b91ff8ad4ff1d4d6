import re
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from marketplace.images.pictures import (
    WIDTHS,
    delete_picture,
    picture_sources,
    rendition_name,
    rendition_names,
    store_picture,
)
from marketplace.images.processing import process_upload

NAME = "products/0123/original.jpg"


def stored(name):
    with default_storage.open(name) as file:
        image = Image.open(file)
        image.load()
    return image


def test_the_name_says_the_folder_and_nothing_of_the_file(photo):
    name = store_picture(photo("IMG_2041 chez Alice.jpg"), folder="products")
    assert re.fullmatch(r"products/[0-9a-f]{32}/original\.jpg", name)


def test_a_hint_makes_the_address_readable_and_stays_short(photo):
    name = store_picture(photo(), folder="products", name_hint="Pâté de campagne " * 9)
    assert re.fullmatch(r"products/[0-9a-f]{32}-pate-de-campagne[a-z-]*[a-z]/original\.jpg", name)
    assert len(name) <= 100


def test_a_given_identifier_gives_the_name(photo):
    name = store_picture(photo(), folder="shops", identifier=UUID(int=7))
    assert name == "shops/00000000000000000000000000000007/original.jpg"


def test_the_original_is_stored_again_as_jpeg(photo):
    original = stored(
        store_picture(photo(size=(2000, 1000), file_format="PNG"), folder="products")
    )
    assert (original.format, original.size) == ("JPEG", (1600, 800))
    assert not original.getexif()


def test_each_width_is_stored_in_webp_and_jpeg(photo):
    name = store_picture(photo(size=(1200, 600)), folder="products")
    for width in WIDTHS:
        webp, jpeg = (stored(rendition_name(name, width, ext)) for ext in ("webp", "jpg"))
        assert webp.size == jpeg.size == (width, width // 2)
        assert (webp.format, jpeg.format) == ("WEBP", "JPEG")


def test_a_small_photo_has_every_rendition_and_none_is_blown_up(photo):
    name = store_picture(photo(size=(300, 200)), folder="products")
    sizes = [stored(rendition).size for rendition in rendition_names(name)]
    assert sizes == [(240, 160), (240, 160), *[(300, 200)] * 4]


def test_a_very_long_photo_keeps_a_pixel_of_height(photo):
    name = store_picture(photo(size=(1600, 1)), folder="products")
    assert stored(rendition_name(name, 240, "jpg")).size == (240, 1)


def test_a_photo_checked_by_a_form_is_stored_as_it_is(photo):
    name = store_picture(process_upload(photo()), folder="products")
    assert stored(name).size == (40, 30)


def test_a_deleted_picture_leaves_no_file(photo):
    name = store_picture(photo(), folder="products")
    delete_picture(name)
    assert not any(default_storage.exists(file) for file in [name, *rendition_names(name)])


def test_deleting_a_picture_twice_or_none_is_no_error(photo):
    name = store_picture(photo(), folder="products")
    for gone in [name, name, ""]:
        delete_picture(gone)


def test_deleting_a_file_from_elsewhere_leaves_its_neighbours():
    for name in ("pages/chart.png", "pages/240.jpg"):
        default_storage.save(name, ContentFile(b"x"))
    delete_picture("pages/chart.png")
    assert not default_storage.exists("pages/chart.png")
    assert default_storage.exists("pages/240.jpg")


def test_sources_come_from_the_name_alone():
    sources = picture_sources(NAME, "50vw")
    assert sources["webp"] == (
        "/media/products/0123/240.webp 240w, /media/products/0123/480.webp 480w, "
        "/media/products/0123/960.webp 960w"
    )
    assert sources["jpeg"] == sources["webp"].replace(".webp", ".jpg")
    assert (sources["src"], sources["sizes"]) == ("/media/products/0123/480.jpg", "50vw")


def test_a_file_from_elsewhere_is_shown_without_renditions():
    sources = picture_sources("pages/chart.png", "50vw")
    assert sources == {"webp": "", "jpeg": "", "src": "/media/pages/chart.png", "sizes": "50vw"}
