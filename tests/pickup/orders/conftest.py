"""A basket of two shops with its slots chosen, ready to be ordered."""

import pytest

from tests.factories import make_basket, make_slot


@pytest.fixture
def basket(bread, cheese, bakery, dairy):
    slots = {bakery: make_slot(bakery), dairy: make_slot(dairy)}
    return make_basket({bread: 2, cheese: 1}, slots=slots)
