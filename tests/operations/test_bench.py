"""The bench measures from end to end; its figures are no matter of a test."""

import json
import os
import subprocess
import sys

import pytest

from marketplace.operations.bench.goods import goods, shelves
from marketplace.operations.bench.load import Tally
from marketplace.operations.bench.shoppers import inputs


@pytest.mark.slow
def test_a_small_run_measures_a_list_beside_oscar(tmp_path):
    command = [sys.executable, "manage.py", "bench", "--only", "product_list", "--json"]
    size = ["--products", "60", "--shops", "3", "--seconds", "0.5", "--sqlite"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "marketplace.settings.demo"}
    done = subprocess.run(
        [*command, *size], env=environment, capture_output=True, text=True, check=True
    )
    (row,) = json.loads(done.stdout)
    assert list(row) == ["name", "ours", "oscar", "floor", "unit", "queries", "cpu_ms"]
    assert min(row["ours"], row["oscar"], row["floor"], row["queries"]) > 0


def test_both_shops_sell_the_same():
    assert list(goods(50, sellers=4)) == list(goods(50, sellers=4))
    assert len(list(shelves())) == 64


def test_turns_add_up():
    tally = Tally(10, 2.0, 0.5)
    tally.add(Tally(10, 2.0, 0.5))
    assert (tally.per_second, tally.cpu_ms) == (5.0, 50.0)


def test_what_cannot_be_measured_is_no_figure():
    assert Tally().per_second is None
    assert Tally(1, 1.0, None).cpu_ms is None


def test_a_shopper_sends_what_the_form_holds():
    page = '<input type="radio" name="slot-1" value="7"><input name="slot-1" value="8">'
    assert inputs(page) == {"slot-1": "7"}
