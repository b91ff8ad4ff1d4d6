"""The poster for a shop's window: A4, with the QR that leads to the shop's page."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _, override
from PIL import Image

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
from marketplace.storefront.publicity.words import headline_of, readable, short_hours
from marketplace.territories.addresses import absolute
from shops.hours.calendar import calendar_of
from shops.hours.status import week_of
from shops.models import Shop
from themes.palette import palette

WIDTH, HEIGHT = 210, 297  # A4, in millimetres
MARGIN = 14  # no printer reaches the edge
INNER = WIDTH - 2 * MARGIN
GAP = 6
CODE, FRAME, QUIET_MODULES = 82, 1.2, 4  # the code with its frame; what the standard leaves white
ADDRESS = 14
LABEL = 7
HOURS = 36  # at most


@dataclass(frozen=True)
class Notice:
    """What a poster says of a shop."""

    territory: str
    name: str
    about: str
    headline: tuple[str, str]
    steps: tuple[str, ...]
    address: str
    phone: str
    hours: list[tuple[str, str]]
    labels: tuple[str, str]


def poster_of(shop: Shop) -> Sheet:
    """Draw a shop's poster; in French, in the colours of its territory.

    It is laid out from the bottom up: what few opening hours leave free goes to the name.
    """
    with override(settings.LANGUAGE_CODE):
        address = absolute(shop.get_absolute_url(), shop.territory)
        notice = notice_of(shop, address)
    colours = palette(shop.territory.theme).light
    step = min(6.8, HOURS / max(len(notice.hours), 1))
    practical = HEIGHT - MARGIN - LABEL - step * max(len(notice.hours), 1)
    below = practical - GAP - ADDRESS
    code = below - GAP - CODE
    headline = code - 42
    sheet = Sheet(WIDTH, HEIGHT, "#ffffff")
    _draw_head(sheet, notice, colours, height=headline - 10 - MARGIN)
    _draw_headline(sheet, notice, colours, top=headline)
    _draw_code(sheet, address, colours, top=code)
    _draw_steps(sheet, notice, colours, top=code)
    _draw_address(sheet, notice, colours, top=below)
    _draw_practical(sheet, notice, colours, top=practical, step=step)
    return sheet


def notice_of(shop: Shop, address: str) -> Notice:
    sells = Shop.objects.open_to_orders().filter(pk=shop.pk).exists()
    week = week_of(calendar_of(shop), today=timezone.localdate(timezone=shop.zone))
    return Notice(
        territory=shop.territory.name,
        name=shop.name,
        about=f"{shop.trade} · {shop.town.name}",
        headline=headline_of(sells=sells),
        steps=steps_of(sells=sells),
        address=readable(address),
        phone=shop.phone,
        hours=short_hours(week),
        labels=(_("Opening hours"), _("Telephone")),
    )


def steps_of(*, sells: bool) -> tuple[str, ...]:
    scan = _("Point your phone’s camera at the square.")
    if sells:
        return (
            scan,
            _("Choose what you like, and when you come by."),
            _("It is ready when you come."),
        )
    return scan, _("Look at what we make."), _("Come in, or call us.")


def qr_of(address: str) -> Image.Image:
    """Return the code of an address, a pixel a module; level Q is read through a dirty window."""
    rows = [bytes(row) for row in segno.make(address, error="q", micro=False).matrix]
    dark = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
    return dark.point(lambda module: 0 if module else 255).convert("1")


def _draw_head(sheet: Sheet, notice: Notice, colours: dict[str, str], *, height: float) -> None:
    """Fill what the rest leaves with the name of the shop, in the colour of the territory."""
    ink, left, width = colours["brand_ink"], MARGIN + 12, INNER - 24
    sheet.add(Box(MARGIN, MARGIN, INNER, height, colours["brand"], radius=7))
    sheet.add(Box(left, MARGIN + 11, 14, 1.4, colours["honey"]))
    territory = Place(left, MARGIN + 16, width, 6)
    name = Place(left, MARGIN + 28, width, height - 54, Stand.MIDDLE)
    about = Place(left, MARGIN + height - 22, width, 12, Stand.BOTTOM)
    sheet.add(*set_text(notice.territory, territory, Style(Font.STRONG, 6.5, ink)))
    sheet.add(*set_text(notice.name, name, Style(Font.TITLE, 27, ink, lines=3)))
    sheet.add(*set_text(notice.about, about, Style(Font.TEXT, 8.5, ink, lines=2)))


def _draw_headline(sheet: Sheet, notice: Notice, colours: dict[str, str], *, top: float) -> None:
    first, second = notice.headline
    above, below = Place(MARGIN, top, INNER, 13), Place(MARGIN, top + 19, INNER, 13)
    sheet.add(*set_text(first, above, Style(Font.TITLE, 20, colours["ink"])))
    sheet.add(*set_text(second, below, Style(Font.TITLE, 20, colours["accent"])))


def _draw_code(sheet: Sheet, address: str, colours: dict[str, str], *, top: float) -> None:
    code, white = qr_of(address), CODE - 2 * FRAME
    # The quiet zone of four modules is the white between the frame and the code.
    quiet = QUIET_MODULES * white / (code.width + 2 * QUIET_MODULES)
    side, edge = white - 2 * quiet, FRAME + quiet
    sheet.add(
        Box(MARGIN, top, CODE, CODE, colours["brand"], radius=6),
        Box(MARGIN + FRAME, top + FRAME, white, white, "#ffffff", radius=5),
        Picture(MARGIN + edge, top + edge, side, side, code),
    )


def _draw_steps(sheet: Sheet, notice: Notice, colours: dict[str, str], *, top: float) -> None:
    left, disc, each = MARGIN + CODE + 9, 12.0, CODE / len(notice.steps)
    beside = left + disc + 4
    for number, step in enumerate(notice.steps):
        at = top + number * each
        sign = Place(left, at + (each - disc) / 2, disc, disc, Stand.MIDDLE, centred=True)
        words = Place(beside, at, WIDTH - MARGIN - beside, each - 2, Stand.MIDDLE)
        sheet.add(Box(sign.x, sign.y, disc, disc, colours["brand_wash"], radius=disc / 2))
        sheet.add(*set_text(str(number + 1), sign, Style(Font.STRONG, 8, colours["brand"])))
        sheet.add(*set_text(step, words, Style(Font.TEXT, 7.2, colours["ink"], lines=3)))


def _draw_address(sheet: Sheet, notice: Notice, colours: dict[str, str], *, top: float) -> None:
    sheet.add(Box(MARGIN, top, INNER, ADDRESS, colours["brand_wash"], radius=4))
    place = Place(MARGIN + 6, top, INNER - 12, ADDRESS, Stand.MIDDLE, centred=True)
    sheet.add(*set_text(notice.address, place, Style(Font.STRONG, 7.5, colours["brand"])))


def _draw_practical(
    sheet: Sheet, notice: Notice, colours: dict[str, str], *, top: float, step: float
) -> None:
    """Write the hours on the left, the telephone on the right; without hours it stands alone."""
    label, beside = Style(Font.STRONG, 4.6, colours["muted"]), WIDTH - MARGIN - 46
    phone_at = beside if notice.hours else MARGIN
    if notice.hours:
        sheet.add(*set_text(notice.labels[0], Place(MARGIN, top, 120, 4), label))
        _draw_hours(sheet, notice.hours, colours, top=top + LABEL, step=step)
    sheet.add(*set_text(notice.labels[1], Place(phone_at, top, 46, 4), label))
    phone = Style(Font.STRONG, 7, colours["ink"])
    sheet.add(*set_text(notice.phone, Place(phone_at, top + LABEL, 46, 6), phone))


def _draw_hours(
    sheet: Sheet,
    hours: list[tuple[str, str]],
    colours: dict[str, str],
    *,
    top: float,
    step: float,
) -> None:
    size = step * 0.85
    day, time = Style(Font.STRONG, size, colours["ink"]), Style(Font.TEXT, size, colours["ink"])
    for line, (days, times) in enumerate(hours):
        at = top + line * step
        sheet.add(*set_text(days, Place(MARGIN, at, 48, step), day))
        sheet.add(*set_text(times, Place(MARGIN + 51, at, 78, step), time))
