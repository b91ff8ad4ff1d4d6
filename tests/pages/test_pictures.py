"""Pictures of pages: clean, described, cut around what matters."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from marketplace.images.exceptions import ImageRefused
from marketplace.pages.models import PageImage
from marketplace.pages.pictures import sources_of
from marketplace.pages.services import team_of
from tests.pages.conftest import add_article, make_image, photo

MAKER = 0x010F


def located():
    exif = Image.Exif()
    exif[MAKER] = "Appareil"
    return photo(exif=exif.tobytes())


def upload(client, territory, **fields):
    facts = {
        "title": "Marché",
        "file": SimpleUploadedFile("m.jpg", located().read(), "image/jpeg"),
        "collection": team_of(territory).collection.pk,
        "description": "La place",
    }
    return client.post(reverse("wagtailimages:add"), facts | fields)


def test_a_photo_keeps_nothing_of_the_camera(as_editor, territory):
    upload(as_editor, territory)
    image = PageImage.objects.get()
    with image.file.open() as file, Image.open(file) as stored:
        assert dict(stored.getexif()) == {}
        assert stored.size == (image.width, image.height)


def test_a_large_photo_is_made_smaller_and_its_size_is_known(territory):
    image = make_image(territory, file=ImageFile(photo((3000, 2000)), name="g.png"))
    image.refresh_from_db()
    assert (image.width, image.height) == (1600, 1067)
    assert image.file.name.endswith(".jpg")


@pytest.mark.parametrize(
    ("fields", "taken"),
    [
        ({"description": ""}, 0),
        ({"description": "", "is_decorative": "on"}, 1),
        ({"description": "La place"}, 1),
    ],
)
def test_a_picture_is_described_or_decorative(as_editor, territory, fields, taken):
    upload(as_editor, territory, **fields)
    assert PageImage.objects.count() == taken


def test_what_is_no_photo_is_refused(as_editor, territory):
    upload(as_editor, territory, file=SimpleUploadedFile("x.jpg", b"<svg onload=x>", "image/jpeg"))
    assert not PageImage.objects.exists()


def test_no_way_leads_around_the_cleaning(territory):
    animation = BytesIO()
    Image.new("P", (9, 9)).save(animation, "GIF")
    with pytest.raises(ImageRefused):
        make_image(territory, file=ImageFile(animation, name="x.gif"))


def test_the_focal_point_stays_in_the_cut(territory):
    """The right edge is red; with the focal point there, the cut shows red."""
    picture = Image.new("RGB", (1200, 300), "green")
    picture.paste("red", (900, 0, 1200, 300))
    image = make_image(
        territory, focal_point_x=1100, focal_point_y=150, focal_point_width=80,
        focal_point_height=80,
    )  # fmt: skip
    path = image.file.path
    picture.save(path)
    PageImage.objects.filter(pk=image.pk).update(width=1200, height=300)
    cut = PageImage.objects.get(pk=image.pk).get_rendition("fill-200x200|format-png")
    with Image.open(cut.file.path) as seen:
        assert seen.convert("RGB").getpixel((150, 100))[0] > 200


def test_a_page_shows_it_in_webp_and_jpeg_with_its_size(client, home, territory):
    page = client.get(add_article(home, picture=make_image(territory)).url).text
    assert 'type="image/webp"' in page
    assert 'width="800" height="500"' in page
    assert 'alt="La place, un samedi"' in page


def test_a_lost_file_breaks_no_page(client, home, territory):
    image = make_image(territory)
    image.file.storage.delete(image.file.name)
    image = PageImage.objects.get(pk=image.pk)
    assert sources_of(image, shape="wide", sizes="100vw") is None
    assert client.get(add_article(home, picture=image).url).status_code == 200
