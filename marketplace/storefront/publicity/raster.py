"""A sheet as pixels."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from marketplace.storefront.publicity.drawing import Box, Picture, Sheet, Words
from marketplace.storefront.publicity.fonts import at_size

# Shapes have no smooth edges in Pillow: drawn larger, then reduced.
FINER = 2


def to_image(sheet: Sheet, *, scale: float = 1) -> Image.Image:
    """Draw a sheet with so many pixels to its unit."""
    fine = scale * FINER
    size = round(sheet.width * scale), round(sheet.height * scale)
    image = Image.new("RGB", (size[0] * FINER, size[1] * FINER), sheet.colour)
    for part in sheet.parts:
        _DRAW[type(part)](image, part, fine)
    return image.resize(size, Image.Resampling.BOX)


def to_png(sheet: Sheet, *, scale: float = 1) -> bytes:
    return _bytes(to_image(sheet, scale=scale), format="PNG", optimize=True)


def to_jpeg(sheet: Sheet, *, scale: float = 1) -> bytes:
    return _bytes(to_image(sheet, scale=scale), format="JPEG", quality=88, progressive=True)


def _bytes(image: Image.Image, **encoding) -> bytes:
    out = BytesIO()
    image.save(out, **encoding)
    return out.getvalue()


def _fill(image: Image.Image, box: Box, scale: float) -> None:
    corners = _corners(box, scale)
    ImageDraw.Draw(image).rounded_rectangle(corners, box.radius * scale, fill=box.colour)


def _write(image: Image.Image, words: Words, scale: float) -> None:
    font = at_size(words.font, max(1, round(words.size * scale)))
    place = words.x * scale, words.baseline * scale
    ImageDraw.Draw(image).text(place, words.text, fill=words.colour, font=font, anchor="ls")


def _show(image: Image.Image, picture: Picture, scale: float) -> None:
    left, top, right, bottom = _corners(picture, scale)
    size = right - left + 1, bottom - top + 1
    # Squares of a QR stay square; photos are smoothed.
    smooth = picture.pixels.mode != "1"
    method = Image.Resampling.LANCZOS if smooth else Image.Resampling.NEAREST
    mask = Image.new("L", size, 0)
    shape = (0, 0, size[0] - 1, size[1] - 1)
    ImageDraw.Draw(mask).rounded_rectangle(shape, picture.radius * scale, fill=255)
    image.paste(picture.pixels.resize(size, method), (left, top), mask)


def _corners(part: Box | Picture, scale: float) -> tuple[int, int, int, int]:
    left, top = round(part.x * scale), round(part.y * scale)
    right, bottom = (part.x + part.width) * scale, (part.y + part.height) * scale
    return left, top, round(right) - 1, round(bottom) - 1


_DRAW = {Box: _fill, Words: _write, Picture: _show}
