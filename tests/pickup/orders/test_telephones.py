"""Telephone numbers as a shop reads them out."""

import pytest

from pickup.orders.templatetags.telephones import in_pairs


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
