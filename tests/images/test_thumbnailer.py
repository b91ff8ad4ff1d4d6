import pytest
from django.core.files.storage import default_storage

from marketplace.images.pictures import store_picture
from marketplace.images.thumbnailer import MissingImage, RenditionThumbnailer

NAME = "products/0123/original.jpg"


@pytest.mark.parametrize(
    ("size", "width"),
    [
        ("70x70", 240),
        ("x155", 240),
        ("440x400", 480),
        ("480", 480),
        ("960x", 960),
        ("4000x1", 960),
    ],
)
def test_oscar_gets_the_rendition_nearest_to_its_size(size, width):
    thumbnail = RenditionThumbnailer().generate_thumbnail(NAME, size=size, upscale=False)
    assert thumbnail.url == f"/media/products/0123/{width}.jpg"


@pytest.mark.parametrize("source", ["", None, MissingImage()])
def test_a_missing_image_is_the_placeholder(source):
    thumbnail = RenditionThumbnailer().generate_thumbnail(source, size="70x70")
    assert thumbnail.url.startswith("/static/img/placeholder")


def test_a_file_from_elsewhere_is_its_own_thumbnail():
    thumbnail = RenditionThumbnailer().generate_thumbnail("pages/chart.png", size="70x70")
    assert thumbnail.url == "/media/pages/chart.png"


@pytest.mark.django_db
def test_the_files_leave_only_once_their_row_has_left(photo, django_capture_on_commit_callbacks):
    name = store_picture(photo(), folder="products")
    with django_capture_on_commit_callbacks(execute=True):
        RenditionThumbnailer().delete_thumbnails(name)
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
