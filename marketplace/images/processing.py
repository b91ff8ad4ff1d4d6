"""From a file anyone may have made to plain pixels. Nothing of the file itself is ever served."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from marketplace.images.exceptions import ImageRefused

MAX_MEBIBYTES = 10
MAX_BYTES = MAX_MEBIBYTES * 1024 * 1024
# A file of 20 KiB can ask for 800 MiB of memory: the pixels are counted before any is decoded.
MAX_MEGAPIXELS = 25
MAX_SIDE = 1600

# Never SVG (it carries scripts); Pillow's other formats are rare, and each is one more decoder
# within a stranger's reach. Phones turn HEIC into JPEG when they send.
FORMATS = ["JPEG", "PNG", "WEBP"]
CONTENT_TYPES = ["image/jpeg", "image/png", "image/webp"]

# Pillow shrinks these by averaging; the others must be converted first.
_SMOOTH_MODES = {"L", "LA", "RGB", "RGBA", "CMYK"}


@dataclass(frozen=True, eq=False)
class ProcessedImage:
    """sRGB pixels, upright, at most MAX_SIDE a side, without metadata."""

    pixels: Image.Image

    @property
    def width(self) -> int:
        return self.pixels.width

    @property
    def height(self) -> int:
        return self.pixels.height


def process_upload(file: File[bytes] | IO[bytes]) -> ProcessedImage:
    """Decode a photo into clean pixels; of an animation, the first frame.

    Raises ImageRefused when it is too heavy, too large, of another format or damaged.
    """
    image = _open(_read(file))
    if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
        raise _too_many_pixels()
    try:
        return ProcessedImage(_clean_pixels(image))
    except Exception as error:  # a hostile file makes decoders raise about anything
        message = _("This photo is damaged or incomplete. Choose it again, or take another one.")
        raise ImageRefused(message, code="damaged") from error


def _read(file: File[bytes] | IO[bytes]) -> BytesIO:
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        message = _("This photo weighs more than %(limit)d MB. Choose a lighter one.")
        raise ImageRefused(message % {"limit": MAX_MEBIBYTES}, code="too_heavy")
    return BytesIO(content)


def _open(content: BytesIO) -> Image.Image:
    try:
        return Image.open(content, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:  # as above: the header is a stranger's too
        message = _("This file is not a photo we can read. Choose a JPEG, PNG or WebP photo.")
        raise ImageRefused(message, code="not_a_photo") from error


def _too_many_pixels() -> ImageRefused:
    message = _("This photo has more than %(limit)d million pixels. Choose a smaller one.")
    return ImageRefused(message % {"limit": MAX_MEGAPIXELS}, code="too_many_pixels")


def _clean_pixels(image: Image.Image) -> Image.Image:
    if image.mode == "I;16":  # a grey scan, which Pillow would turn white: it clips, not scales
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode not in _SMOOTH_MODES or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    return _flatten(_to_srgb(ImageOps.exif_transpose(image)))


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, srgb, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):  # a broken profile: slightly wrong colours will do
        return image


def _flatten(image: Image.Image) -> Image.Image:
    """Paste on a new white image, which has none of the old one's metadata."""
    flat = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        flat.paste(image, mask=image.getchannel("A"))
    else:
        flat.paste(image.convert("RGB"))
    return flat
