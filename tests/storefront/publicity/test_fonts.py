import pytest
from fontTools.ttLib import TTFont

from marketplace.storefront.publicity.fonts import KNOWN, Font, printable


@pytest.mark.parametrize("font", Font)
def test_the_fonts_hold_every_letter_they_are_said_to(font):
    held = TTFont(font.path).getBestCmap()
    assert [
        chr(code) for code in range(0x10000) if KNOWN.match(chr(code)) and code not in held
    ] == []


@pytest.mark.parametrize("font", Font)
def test_a_font_is_light_and_comes_with_its_licence(font):
    assert font.path.stat().st_size < 60 * 1024
    assert "SIL OPEN FONT LICENSE" in font.path.with_name("OFL.txt").read_text(encoding="utf-8")


def test_french_goes_through_untouched():
    text = "«\u00a0L’Œuvre\u00a0» – 1\u202f234,50\u202f€ à Noël…"
    assert printable(text) == text
