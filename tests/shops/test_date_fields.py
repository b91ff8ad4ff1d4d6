"""Several dates in one form."""

from datetime import timedelta

import pytest
from django import forms
from django.utils import timezone

from shops.date_fields import DatesField


def test_dates_come_each_once_and_in_order():
    today = timezone.localdate()
    typed = [f"{today + timedelta(days=n)}" for n in (2, 1, 2)]
    assert DatesField().clean([*typed, ""]) == [today + timedelta(days=n) for n in (1, 2)]


def test_a_year_typed_wrong_is_refused():
    with pytest.raises(forms.ValidationError, match="l’année est-elle juste"):
        DatesField().clean(["2126-12-24"])
