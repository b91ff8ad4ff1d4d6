"""A sheet as a PDF; its unit is the millimetre."""

from __future__ import annotations

from fpdf import FPDF
from PIL import Image

from marketplace.storefront.publicity.drawing import Box, Picture, Sheet, Words
from marketplace.storefront.publicity.fonts import Font

POINTS = 72 / 25.4  # in a millimetre
SHARPER = 12


def to_pdf(sheet: Sheet, *, title: str, language: str = "fr") -> bytes:
    pdf = FPDF(unit="mm", format=(sheet.width, sheet.height))
    pdf.set_auto_page_break(False)
    pdf.set_title(title)
    pdf.set_lang(language)
    for font in Font:
        pdf.add_font(font.value, fname=font.path)
    pdf.add_page()
    _fill(pdf, Box(0, 0, sheet.width, sheet.height, sheet.colour))
    for part in sheet.parts:
        _DRAW[type(part)](pdf, part)
    return bytes(pdf.output())


def _fill(pdf: FPDF, box: Box) -> None:
    pdf.set_fill_color(box.colour)
    if box.radius * 2 >= min(box.width, box.height):
        pdf.ellipse(box.x, box.y, box.width, box.height, style="F")
        return
    pdf.rect(
        box.x,
        box.y,
        box.width,
        box.height,
        style="F",
        round_corners=bool(box.radius),
        corner_radius=box.radius,
    )


def _write(pdf: FPDF, words: Words) -> None:
    pdf.set_font(words.font.value, size=words.size * POINTS)
    pdf.set_text_color(words.colour)
    pdf.text(words.x, words.baseline, words.text)


def _show(pdf: FPDF, picture: Picture) -> None:
    pixels = picture.pixels
    if pixels.mode == "1":  # readers smooth a picture of few pixels: a code stays sharp
        larger = pixels.width * SHARPER, pixels.height * SHARPER
        pixels = pixels.resize(larger, Image.Resampling.NEAREST)
    pdf.image(pixels, picture.x, picture.y, picture.width, picture.height)


_DRAW = {Box: _fill, Words: _write, Picture: _show}
