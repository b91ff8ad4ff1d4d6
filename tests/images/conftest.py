from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture_bytes(size=(40, 30), mode="RGB", colour="tomato", file_format="JPEG", **options):
    content = BytesIO()
    Image.new(mode, size, colour).save(content, file_format, **options)
    return content.getvalue()


@pytest.fixture
def photo():
    """Make an uploaded photo of one colour; `content` replaces its bytes."""

    def make(name="photo.jpg", content=None, **options):
        return SimpleUploadedFile(name, picture_bytes(**options) if content is None else content)

    return make


@pytest.fixture
def noisy_photo():
    """Make an uploaded JPEG of random pixels, which no truncation leaves whole."""

    def make(size=(400, 300)):
        content = BytesIO()
        Image.effect_noise(size, 80).convert("RGB").save(content, "JPEG")
        return SimpleUploadedFile("photo.jpg", content.getvalue())

    return make


@pytest.fixture(autouse=True)
def storage(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
