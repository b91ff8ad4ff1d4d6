"""Asked before a public holiday, and answered from the mail."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from marketplace.notifications.models import OutboxMessage
from pickup.slots.models import Slot
from shops.hours.calendar import calendar_of
from shops.hours.questions import ask_about_holidays
from shops.hours.services import add_closure, set_public_holidays, set_special_hours
from shops.models import HolidayQuestion, Shop
from tests.factories import make_territory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
# A Friday on which the bakery is usually open.
CHRISTMAS = date(2026, 12, 25)


def at(day: int) -> datetime:
    return datetime(2026, 12, day, 8, 30, tzinfo=PARIS)


def asked() -> list[str]:
    return list(
        OutboxMessage.objects.filter(kind="holiday_question").values_list("text", flat=True)
    )


def link(answer: str) -> str:
    return re.search(rf"https?://[^/]+(/ferie/\S+\?reponse={answer})", asked()[0])[1]


@pytest.fixture
def question(bakery):
    ask_about_holidays(now=at(20))
    return HolidayQuestion.objects.get(shop=bakery)


def test_a_shop_is_asked_once_ten_days_before(bakery):
    assert ask_about_holidays(now=at(14)) == 0
    assert ask_about_holidays(now=at(15)) == 1
    assert ask_about_holidays(now=at(16)) == 0
    assert "Noël" in asked()[0]


@pytest.mark.parametrize(
    "say",
    [
        lambda shop: set_public_holidays(shop=shop, rule="open"),
        lambda shop: set_public_holidays(shop=shop, rule="closed"),
        lambda shop: add_closure(shop=shop, first_day=CHRISTMAS, last_day=CHRISTMAS),
        lambda shop: set_special_hours(shop=shop, day=CHRISTMAS, openings=[(time(8), time(12))]),
        lambda shop: shop.opening_hours.filter(weekday=4).delete(),
    ],
)
def test_who_has_said_their_mind_is_not_asked(bakery, say):
    say(bakery)
    assert ask_about_holidays(now=at(20)) == 0


def test_a_shop_that_is_not_shown_is_not_asked(bakery):
    Shop.objects.update(status="paused")
    assert ask_about_holidays(now=at(20)) == 0


def test_opening_the_link_changes_nothing(client, question):
    page = client.get(link("closed"))
    assert "Ouvert le vendredi 25 décembre" in page.text
    question.refresh_from_db()
    assert question.answer == ""


def test_closed_shuts_the_day_and_its_slots(client, question, bakery):
    with time_machine.travel(at(20)):
        client.post(link("closed"), {"answer": "closed"})
    assert calendar_of(Shop.objects.get(pk=bakery.pk)).on(CHRISTMAS) == ()
    days = {slot.start.astimezone(PARIS).date() for slot in Slot.objects.all()}
    assert days
    assert CHRISTMAS not in days
    assert bakery.closures.get().reason == "Noël"


def test_closed_goes_before_the_hours_that_were_said_of_the_day(client, question, bakery):
    set_special_hours(shop=bakery, day=CHRISTMAS, openings=[(time(9), time(12))])
    client.post(link("closed"), {"answer": "closed"})
    assert calendar_of(Shop.objects.get(pk=bakery.pk)).on(CHRISTMAS) == ()


def test_either_answer_of_the_mail_sends_itself_until_it_is_given(client, question):
    assert 'data-at-once="closed"' in client.get(link("closed")).text
    client.post(link("closed"), {"answer": "closed"})
    assert "data-at-once" not in client.get(link("closed")).text
    assert 'data-at-once="open"' in client.get(link("open")).text
    assert "data-at-once" not in client.get(link("open").partition("?")[0]).text


def test_the_last_answer_counts(client, question, bakery):
    for answer in ("closed", "open"):
        page = client.post(link(answer), {"answer": answer}, follow=True)
    assert "ouvert comme d’habitude" in page.text
    assert not bakery.closures.exists()


def test_a_forged_link_and_another_territory_s_answer_like_none(client, question):
    make_territory("Combe-Bleue", hostname="combe.example")
    assert client.get("/ferie/1:rien/").status_code == 404
    assert client.get(link("open"), headers={"host": "combe.example"}).status_code == 404
