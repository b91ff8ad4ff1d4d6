"""Telephone numbers as a shop reads them out."""

import pytest

from pickup.orders.templatetags.telephones import in_pairs, last_digits


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("+33639980405", "06 39 98 04 05"),
        ("+3225550123", "+32 2 555 01 23"),
        ("au voisin", "au voisin"),
        ("", ""),
    ],
)
def test_a_number_is_read_in_pairs(kept, read):
    assert in_pairs(kept).replace("\u00a0", " ") == read


@pytest.mark.parametrize(
    ("kept", "known"), [("+33639980405", "0405"), ("06 39 98 04 05", "0405"), ("au voisin", "")]
)
def test_four_digits_are_enough_to_find_somebody(kept, known):
    assert last_digits(kept) == known
