"""Uploads that the site serves itself: browsers keep what never changes."""

from pathlib import Path

import pytest
from django.http import Http404
from django.utils.http import http_date

from marketplace.images.pictures import rendition_names, store_picture
from marketplace.images.serving import serve_upload

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(autouse=True)
def uploads(settings, storage, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend}}
    return tmp_path


@pytest.mark.parametrize("hint", ["", "Pain de campagne"])
def test_every_file_of_a_picture_is_kept_for_a_year(rf, photo, hint):
    name = store_picture(photo(), folder="products", name_hint=hint)
    answers = [serve_upload(rf.get("/"), file) for file in [name, *rendition_names(name)]]
    assert {(answer.status_code, answer["Cache-Control"]) for answer in answers} == {
        (200, FOR_EVER)
    }


def test_asked_for_all_the_same_it_stays_for_a_year(rf, photo, uploads):
    name = store_picture(photo(), folder="news")
    since = http_date(Path(uploads, name).stat().st_mtime)
    answer = serve_upload(rf.get("/", headers={"If-Modified-Since": since}), name)
    assert (answer.status_code, answer["Cache-Control"]) == (304, FOR_EVER)


@pytest.mark.parametrize(
    "name", ["images/marche.width-400.jpg", "original_images/marche.jpg", "avatars/a/240.jpg"]
)
def test_a_file_whose_name_may_come_again_is_not(rf, uploads, name):
    file = Path(uploads, name)
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    assert "Cache-Control" not in serve_upload(rf.get("/"), name)


def test_what_is_not_there_is_not_found(rf):
    with pytest.raises(Http404):
        serve_upload(rf.get("/"), f"products/{'0' * 32}/original.jpg")
