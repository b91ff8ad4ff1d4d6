"""The picture to share: a photo, what it is, what it costs and where, 1080 pixels square."""

from __future__ import annotations

from dataclasses import replace

from django.core.files.storage import default_storage
from PIL import Image, ImageChops, ImageOps

from marketplace.images.processing import FORMATS
from marketplace.storefront.publicity.drawing import (
    Box,
    Picture,
    Place,
    Sheet,
    Stand,
    Style,
    set_text,
)
from marketplace.storefront.publicity.fonts import Font
from marketplace.storefront.publicity.share import Post
from marketplace.territories.models import Territory
from shops.models import Shop
from themes.palette import palette

SIDE = 1080
PHOTO = 650  # height
FOOT = 100
MARGIN = 64
INNER = SIDE - 2 * MARGIN
# Corners that differ by less are one ground, on which the object stands: it is not cut.
SAME = 12
OBJECT = 0.8  # of the photo's height or width: how large it is then shown


def square_of_product(product, post: Post) -> Sheet:
    """Draw what `post_of_product` says of a product."""
    shop = product.shop
    where = f"{shop.name} · {shop.town.name}"
    sheet, colours = _begun(shop.territory, product.picture_name, where)
    _draw_title(sheet, post.title, colours)
    price = set_text(post.price, _below(560), Style(Font.STRONG, 92, colours["accent"]))
    end = MARGIN + max(line.width for line in price) + 28
    beside = _below(SIDE - MARGIN - end, start=end)
    sheet.add(*price, *set_text(post.per_unit, beside, Style(Font.TEXT, 46, colours["muted"])))
    return sheet


def square_of_shop(shop: Shop, post: Post) -> Sheet:
    """Draw what `post_of_shop` says of a shop."""
    where = f"{shop.trade} · {shop.town.name}"
    sheet, colours = _begun(shop.territory, shop.picture, where)
    _draw_title(sheet, post.title, colours)
    sheet.add(*set_text(post.promise, _below(INNER), Style(Font.STRONG, 54, colours["accent"])))
    return sheet


def _draw_title(sheet: Sheet, title: str, colours: dict[str, str]) -> None:
    place = Place(MARGIN, PHOTO + 48, INNER, 124, Stand.MIDDLE)
    sheet.add(*set_text(title, place, Style(Font.TITLE, 92, colours["ink"], lines=2)))


def _below(width: float, *, start: float = MARGIN) -> Place:
    return Place(start, PHOTO + 214, width, 60, Stand.BOTTOM)


def _begun(territory: Territory, picture: str, where: str) -> tuple[Sheet, dict[str, str]]:
    """Return a sheet with the photo, and at its foot where it is and the territory's name."""
    colours = palette(territory.theme).light
    sheet = Sheet(SIDE, SIDE, colours["card"])
    sheet.add(*_photo(picture, colours))
    top = SIDE - FOOT
    sheet.add(Box(0, top, SIDE, FOOT, colours["brand"]))
    [name] = set_text(
        territory.name,
        Place(0, top, 320, FOOT, Stand.MIDDLE),
        Style(Font.STRONG, 40, colours["brand_ink"]),
    )
    name = replace(name, x=SIDE - MARGIN - name.width)
    shown = Place(MARGIN, top, name.x - MARGIN - 40, FOOT, Stand.MIDDLE)
    sheet.add(name, *set_text(where, shown, Style(Font.TEXT, 42, colours["brand_ink"])))
    return sheet, colours


def _photo(name: str, colours: dict[str, str]) -> list[Box | Picture]:
    """Return a photo that fills its place, or whose object stands on its own ground."""
    photo = _opened(name)
    if photo is None:
        sun = Box(SIDE / 2 - 130, PHOTO / 2 - 130, 260, 260, colours["honey"], radius=130)
        return [Box(0, 0, SIDE, PHOTO, colours["g1"]), sun]
    ground = _ground_of(photo)
    if ground is None:
        return [Picture(0, 0, SIDE, PHOTO, ImageOps.fit(photo, (SIDE, PHOTO)))]
    thing = photo.crop(_outline(photo, ground))
    scale = OBJECT * min(SIDE / thing.width, PHOTO / thing.height)
    width, height = thing.width * scale, thing.height * scale
    shown = Picture((SIDE - width) / 2, (PHOTO - height) / 2, width, height, thing)
    return [Box(0, 0, SIDE, PHOTO, "#{:02x}{:02x}{:02x}".format(*ground)), shown]


def _opened(name: str) -> Image.Image | None:
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return Image.open(file, formats=FORMATS).convert("RGB")


def _ground_of(photo: Image.Image) -> tuple[int, ...] | None:
    """Return the one colour of a photo's corners, where they have one."""
    across, down = photo.width - 1, photo.height - 1
    corners = [photo.getpixel(at) for at in ((0, 0), (across, 0), (0, down), (across, down))]
    spread = max(max(channel) - min(channel) for channel in zip(*corners, strict=True))
    return corners[0] if spread <= SAME else None


def _outline(photo: Image.Image, ground: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Return the corners of what is not ground; of the whole photo where all of it is."""
    difference = ImageChops.difference(photo, Image.new("RGB", photo.size, ground))
    seen = difference.convert("L").point(lambda value: 255 if value > SAME else 0)
    return seen.getbbox() or (0, 0, *photo.size)
