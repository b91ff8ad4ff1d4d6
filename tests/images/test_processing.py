import re
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

from marketplace.images.exceptions import ImageRefused
from marketplace.images.processing import MAX_BYTES, process_upload

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def refusal(file):
    with pytest.raises(ImageRefused) as refused:
        process_upload(file)
    return refused.value.code


def png_chunk(kind, content=b""):
    crc = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)


def png_without_pixels(width, height):
    """Return a PNG that announces a size and holds nothing."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT")


def profile_with_red_and_green_swapped():
    """Return a colour profile that means green by what the usual one calls red."""
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swaps = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}
    return re.sub(b"[rg]XYZ", lambda tag: swaps[tag[0]], usual)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_read_in_each_format_of_phones_and_computers(photo, file_format):
    processed = process_upload(photo(size=(40, 30), file_format=file_format))
    assert (processed.width, processed.height) == (40, 30)
    assert processed.pixels.mode == "RGB"


def test_a_large_photo_becomes_1600_pixels_wide(photo):
    assert process_upload(photo(size=(2000, 1000))).pixels.size == (1600, 800)


def test_a_pixel_bomb_is_refused(photo):
    bomb = photo(size=(6000, 5000), mode="1", colour=1, file_format="PNG")
    assert bomb.size < 20_000
    assert refusal(bomb) == "too_many_pixels"


@pytest.mark.parametrize("side", [5001, 10_000, 14_000, 60_000])
def test_a_size_is_refused_before_any_pixel_is_decoded(photo, side):
    assert refusal(photo(content=png_without_pixels(side, side))) == "too_many_pixels"


def test_25_million_pixels_are_still_taken(photo):
    largest = photo(size=(5000, 5000), mode="L", colour=128, file_format="PNG")
    assert process_upload(largest).pixels.size == (1600, 1600)


def test_a_file_over_10_mebibytes_is_refused(photo):
    assert refusal(photo(content=b"\xff\xd8" + bytes(MAX_BYTES))) == "too_heavy"


def test_the_refusal_says_what_to_do(photo):
    with pytest.raises(ImageRefused) as refused:
        process_upload(photo(content=bytes(MAX_BYTES + 1)))
    assert "10" in refused.value.message


def test_a_truncated_photo_is_refused(photo, noisy_photo):
    content = noisy_photo().read()
    assert refusal(photo(content=content[: len(content) // 2])) == "damaged"


@pytest.mark.parametrize("content", [b"", b"Bonjour", SVG, b"%PDF-1.7", b"\xff\xd8\xff"])
def test_a_file_that_is_no_photo_is_refused_whatever_its_name(photo, content):
    assert refusal(photo("photo.jpg", content)) == "not_a_photo"


@pytest.mark.parametrize("file_format", ["GIF", "BMP", "TIFF", "PPM"])
def test_another_format_renamed_is_refused(photo, file_format):
    assert refusal(photo("photo.jpg", file_format=file_format)) == "not_a_photo"


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_an_animation_gives_its_first_frame(photo, file_format):
    frames = [Image.new("RGB", (40, 30), "blue")]
    file = photo(file_format=file_format, colour="red", save_all=True, append_images=frames)
    red, green, blue = process_upload(file).pixels.getpixel((20, 15))
    assert red > 240
    assert max(green, blue) < 15


def test_a_photo_taken_sideways_is_turned_upright(photo):
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    assert process_upload(photo(size=(40, 30), exif=exif)).pixels.size == (30, 40)


def test_the_place_and_the_camera_leave_with_the_metadata(photo):
    exif = Image.Exif()
    exif[Base.Make] = "Camera"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (45.0, 6.0, 30.0)
    file = photo(exif=exif, comment=b"Chez Alice")
    assert Image.open(file).getexif().get_ifd(IFD.GPSInfo)
    assert process_upload(file).pixels.info == {}


def test_transparency_becomes_white(photo):
    clear = photo(mode="RGBA", colour=(255, 0, 0, 0), file_format="PNG")
    assert process_upload(clear).pixels.getpixel((5, 5)) == (255, 255, 255)


def test_a_transparent_colour_of_a_palette_becomes_white(photo):
    content = BytesIO()
    palette = Image.new("RGB", (40, 30), "red").quantize(2)
    palette.save(content, "PNG", transparency=palette.getpixel((5, 5)))
    clear = process_upload(photo(content=content.getvalue()))
    assert clear.pixels.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_each_kind_of_jpeg_becomes_rgb(photo, mode):
    assert process_upload(photo(mode=mode, colour=None)).pixels.mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_each_kind_of_png_becomes_rgb(photo, mode):
    file = photo(mode=mode, colour=1, file_format="PNG")
    assert process_upload(file).pixels.mode == "RGB"


def test_a_grey_scan_of_16_bits_keeps_its_greys(photo):
    scan = photo(mode="I;16", colour=128 * 256, file_format="PNG")
    assert process_upload(scan).pixels.getpixel((5, 5)) == (128, 128, 128)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_brought_to_the_usual_profile_which_is_then_dropped(photo, mode):
    profile = profile_with_red_and_green_swapped()
    file = photo(mode=mode, colour="red", file_format="PNG", icc_profile=profile)
    pixels = process_upload(file).pixels
    assert pixels.getpixel((5, 5)) == pytest.approx((0, 255, 0), abs=6)
    assert "icc_profile" not in pixels.info


def test_a_broken_colour_profile_does_not_cost_the_photo(photo):
    file = photo(colour=(200, 30, 30), file_format="PNG", icc_profile=b"not a profile")
    assert process_upload(file).pixels.getpixel((5, 5)) == (200, 30, 30)


def test_a_file_read_before_is_read_from_its_start(photo):
    file = photo()
    file.read()
    assert process_upload(file).width == 40
