"""What a first visit costs a telephone with a weak signal, photos apart."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.factories import make_product, make_slot

KIB = 1024
FILES = re.compile(r'(?:src|href|data-htmx)="/static/([^"]+\.(?:js|css))"')


@pytest.fixture
def home(client, bakery):
    make_slot(bakery)
    for number in range(8):
        make_product(bakery, f"Pain {number}")
    return client.get("/").text


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def weigh(path: str) -> int:
    return weight(Path(finders.find(path)).read_bytes())


def test_all_the_script_of_a_page_weighs_at_most_thirty_kib(home):
    scripts = [path for path in FILES.findall(home) if path.endswith(".js")]
    assert len(scripts) == 2
    assert sum(map(weigh, scripts)) <= 30 * KIB


def test_a_first_visit_weighs_at_most_150_kib(home):
    assert weight(home.encode()) + sum(map(weigh, FILES.findall(home))) <= 150 * KIB
