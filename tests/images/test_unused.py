"""Pictures that no row names, in whatever storage."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from marketplace.images.pictures import rendition_names, store_picture
from marketplace.images.unused import delete_unused

STORAGES = ("InMemoryStorage", "FileSystemStorage")


@pytest.fixture(autouse=True, params=STORAGES)
def any_storage(request, settings, storage, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    backend = f"django.core.files.storage.{request.param}"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": backend}}


def delete(*used, hours=1, limit=100):
    """Delete what is not used, as it would be done so many hours later."""
    before = timezone.now() + timedelta(hours=hours)
    return delete_unused(
        folder="products", used_among=set(used).intersection, before=before, limit=limit
    )


def listed(folder="products"):
    return default_storage.listdir(folder)


def test_a_picture_in_use_stays_and_another_goes(photo):
    used, left = (store_picture(photo(), folder="products") for _ in range(2))
    assert delete(used) == 1
    assert all(default_storage.exists(name) for name in [used, *rendition_names(used)])
    assert not any(default_storage.exists(name) for name in [left, *rendition_names(left)])


def test_a_fresh_picture_stays(photo):
    name = store_picture(photo(), folder="products")
    assert delete(hours=-1) == 0
    assert default_storage.exists(name)


def test_a_second_run_finds_nothing_not_even_a_directory(photo):
    store_picture(photo(), folder="products")
    assert (delete(), delete()) == (1, 0)
    assert listed() == ([], [])


def test_renditions_without_their_original_go_too(photo):
    name = store_picture(photo(), folder="products")
    default_storage.delete(name)
    assert delete() == 1
    assert listed() == ([], [])


def test_one_night_does_no_more_than_its_share(photo):
    for _ in range(3):
        store_picture(photo(), folder="products")
    assert delete(limit=2) == 2
    assert len(listed()[0]) == 1


def test_other_folders_are_left_alone(photo):
    name = store_picture(photo(), folder="shops")
    assert delete() == 0
    assert default_storage.exists(name)


def test_rows_are_asked_for_many_names_at_once(photo, monkeypatch):
    monkeypatch.setattr("marketplace.images.unused.BATCH", 2)
    asked = []
    for _ in range(3):
        store_picture(photo(), folder="products")
    before = timezone.now() + timedelta(hours=1)
    delete_unused(
        folder="products",
        used_among=lambda names: asked.append(len(names)) or (),
        before=before,
        limit=3,
    )
    assert asked == [2, 1]
