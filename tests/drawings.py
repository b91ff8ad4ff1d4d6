"""Render the demo's drawings: `python -m tests.drawings [slug …]`; all, without a slug.

The sources are the SVG files in `marketplace/operations/demo/drawings/`: 240 x 240 for an object,
shown at 78 % of its ground, or 320 x 200 for a scene or a shopfront, shown whole. The ground is
the `background` of the root element. The JPEGs, which the demo is seeded from, lie beside them in
`pictures/`. Only whoever draws needs this: Chromium stays out of what runs the site.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

DEMO = Path(__file__).parents[1] / "marketplace/operations/demo"
DRAWINGS = DEMO / "drawings"
PICTURES = DEMO / "pictures"

WIDTH = 960  # pixels, the widest rendition
OBJECT_SHARE = "78%"
MAX_BYTES = {True: 28 * 1024, False: 40 * 1024}  # of an object, of a scene
QUALITIES = range(84, 46, -2)

SHARED = "scene-marche"  # what social networks show of the site
SHARE_PICTURE = Path(__file__).parents[1] / "themes/default/static/img/share.jpg"
SHARE_SIZE = (1200, 630)  # pixels, what social networks ask for

_PAGE = (
    "<style>html, body {{ height: 100%; margin: 0; background: {ground} }}"
    " body {{ display: flex; align-items: center; justify-content: center; overflow: hidden }}"
    " svg {{ width: {share}; flex: none }}</style>{drawing}"
)


def render(slugs: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        for slug in slugs:
            drawing = (DRAWINGS / f"{slug}.svg").read_text()
            picture = to_jpeg(photograph(page, drawing))
            (PICTURES / f"{slug}.jpg").write_bytes(picture)
            if slug == SHARED:
                SHARE_PICTURE.write_bytes(to_jpeg(share_picture(page, drawing)))
        browser.close()


def photograph(page: Page, drawing: str) -> Image.Image:
    """Return the drawing on its ground, `WIDTH` pixels wide."""
    width, height = view_box(drawing)
    page.set_viewport_size({"width": WIDTH, "height": WIDTH * height // width})
    share = OBJECT_SHARE if width == height else "100%"
    page.set_content(_PAGE.format(ground=ground(drawing), share=share, drawing=drawing))
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def share_picture(page: Page, drawing: str) -> Image.Image:
    """Return the scene as wide as `SHARE_SIZE`, cut at its top and bottom."""
    page.set_viewport_size({"width": SHARE_SIZE[0], "height": SHARE_SIZE[1]})
    page.set_content(_PAGE.format(ground=ground(drawing), share="100%", drawing=drawing))
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def to_jpeg(image: Image.Image) -> bytes:
    """Return the finest JPEG within `MAX_BYTES`; ValueError when none is."""
    most = MAX_BYTES[image.width == image.height]
    for quality in QUALITIES:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= most:
            return file.getvalue()
    raise ValueError("This drawing is too detailed for a small JPEG.")


def view_box(drawing: str) -> tuple[int, int]:
    """Return the width and height of the drawing's own grid."""
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawing)
    assert found, "A drawing needs a viewBox that starts at 0 0."
    return int(found[1]), int(found[2])


def ground(drawing: str) -> str:
    """Return the colour behind the drawing, such as "#fdf0d2"."""
    found = re.search(r'style="background:(#[0-9a-f]{6})"', drawing)
    assert found, "A drawing needs its ground as the root's background."
    return found[1]


if __name__ == "__main__":
    render(sys.argv[1:] or sorted(path.stem for path in DRAWINGS.glob("*.svg")))
