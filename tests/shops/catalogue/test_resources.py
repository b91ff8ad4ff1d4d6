"""The time of chairs and tables: which steps a service touches, and how many are taken."""

from datetime import UTC, datetime, timedelta

import pytest

from shops.catalogue.models import Resource, ResourceTime
from shops.catalogue.resources import give_back_time, set_quantity, steps_of, take_time
from shops.exceptions import ResourceTaken

NINE = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture
def chair(bakery):
    return Resource.objects.create(shop=bakery, name="Fauteuil", quantity=2)


def stay(start=NINE, minutes=30, quantity=1):
    return dict.fromkeys(steps_of(start, minutes), quantity)


def take(chair, start=NINE, minutes=30, quantity=1):
    take_time(resource_id=chair.pk, units=stay(start, minutes, quantity))


def most_taken(chair):
    return max(ResourceTime.objects.filter(resource=chair).values_list("taken", flat=True))


@pytest.mark.parametrize(
    ("start", "minutes", "first", "many"),
    [
        (NINE, 30, NINE, 6),
        (NINE, 5, NINE, 1),
        # What begins or ends between two steps touches both.
        (NINE + timedelta(minutes=3), 30, NINE, 7),
        (NINE + timedelta(minutes=3), 2, NINE, 1),
    ],
)
def test_a_service_touches_every_step_of_its_time(start, minutes, first, many):
    steps = steps_of(start, minutes)
    assert (steps[0], len(steps), len(set(steps))) == (first, many, many)


@pytest.mark.django_db
def test_as_many_can_be_taken_as_there_are(chair):
    take(chair, quantity=2)
    with pytest.raises(ResourceTaken):
        take(chair)


@pytest.mark.django_db
def test_what_follows_or_precedes_does_not_meet(chair):
    take(chair, quantity=2)
    take(chair, NINE + timedelta(minutes=30), quantity=2)
    take(chair, NINE - timedelta(minutes=30), quantity=2)
    assert most_taken(chair) == 2


@pytest.mark.django_db
def test_a_single_step_in_common_is_a_meeting(chair):
    take(chair, quantity=2)
    with pytest.raises(ResourceTaken):
        take(chair, NINE + timedelta(minutes=25))


@pytest.mark.django_db
def test_what_is_given_back_can_be_taken(chair):
    take(chair, quantity=2)
    give_back_time(resource_id=chair.pk, units=stay(quantity=1))
    take(chair)
    assert most_taken(chair) == 2


@pytest.mark.django_db
def test_with_fewer_chairs_what_is_booked_stays_and_nothing_is_added(chair):
    take(chair, quantity=2)
    set_quantity(resource=chair, quantity=1)
    with pytest.raises(ResourceTaken):
        take(chair)
    give_back_time(resource_id=chair.pk, units=stay(quantity=2))
    take(chair)
    assert most_taken(chair) == 1
