"""A phone of 360 pixels: targets for fingers, and text at twice its size without loss."""

from __future__ import annotations

import pytest

from tests.browser.conftest import open_chief_pages
from tests.browser.measures import broken_words, lost_at_the_edges, too_small_for_a_finger

pytestmark = pytest.mark.slow

PHONE = {"width": 360, "height": 800}
# Set on the root, as a person's own setting of the browser does it.
TWICE = "html { font-size: 200% !important; }"


@pytest.fixture
def opened(chromium, live_server, world):
    """Yield each of the chief pages, opened by whom it is for, with its address."""
    return lambda: open_chief_pages(chromium, live_server, world, viewport=PHONE)


def test_every_target_is_large_enough_for_a_finger(opened):
    small = []
    for page, address in opened():
        small += [f"{address}: {one}" for one in too_small_for_a_finger(page)]
    assert small == [], "\n" + "\n".join(small)


def test_nothing_is_lost_or_broken_when_text_is_twice_as_large(opened):
    lost = []
    for page, address in opened():
        page.add_style_tag(content=TWICE)
        found = [*lost_at_the_edges(page), *broken_words(page)]
        lost += [f"{address}: {one}" for one in found]
    assert lost == [], "\n" + "\n".join(lost)
