"""The diary as visitors see it."""

import json
from datetime import date, time, timedelta

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.pages.models import EventPage
from tests.pages.conftest import NOW, PARIS, add_event

TODAY = timezone.localdate


def test_what_is_past_sinks_into_the_archive(client, home):
    add_event(home, "Passé", first_day=TODAY() - timedelta(days=2))
    add_event(home, "Futur", first_day=TODAY() + timedelta(days=2))
    coming, past = client.get("/agenda/").text, client.get("/agenda/archives/").text
    assert "Futur" in coming
    assert "Passé" not in coming
    assert "Passé" in past
    assert "Futur" not in past


def test_coming_events_stand_in_the_order_in_which_they_come(home):
    add_event(home, "Hebdo", first_day=date(2026, 1, 3), is_weekly=True)
    add_event(home, "Vendredi", first_day=date(2026, 11, 27))
    coming = EventPage.objects.all().coming(now=NOW, zone=PARIS)
    assert [event.title for event in coming] == ["Vendredi", "Hebdo"]


def test_an_event_goes_into_a_calendar(client, home):
    event = add_event(home, first_day=date(2026, 1, 3), is_weekly=True, until=date(2026, 12, 26))
    response = client.get(f"{event.url}calendrier/")
    entry = icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert response["Content-Type"].startswith("text/calendar")
    assert entry["dtstart"].dt.hour == 8
    assert entry["rrule"]["freq"] == ["WEEKLY"]
    assert "Place des Arcades" in entry["location"]


def test_search_engines_read_the_event(client, home):
    event = add_event(home, "</script><b>Fête", first_day=TODAY() + timedelta(days=3))
    page = client.get(event.url).text
    data = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    found = json.loads(data)
    assert found["name"] == "</script><b>Fête"
    assert found["startDate"].startswith((TODAY() + timedelta(days=3)).isoformat())


def test_an_event_that_is_over_says_so(client, home):
    event = add_event(home, first_day=TODAY() - timedelta(days=2))
    page = client.get(event.url).text
    assert "terminé" in page
    assert "calendrier/" not in page


def test_an_event_that_ends_before_it_starts_is_refused(home):
    with pytest.raises(ValidationError):
        add_event(home, ends=time(7))


def test_the_database_refuses_it_too(home):
    event = add_event(home)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=event.pk).update(ends=time(7))


def test_the_diary_costs_the_same_however_many_events(client, home, django_assert_max_num_queries):
    for number in range(10):
        add_event(home, f"Marché {number}", first_day=TODAY() + timedelta(days=number + 1))
    client.get("/agenda/")
    with django_assert_max_num_queries(14):
        client.get("/agenda/")
