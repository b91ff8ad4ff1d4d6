"""« Ouvert le 11 novembre ? »: asked by mail before a public holiday, answered from the mail."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.dates.words import say_date
from marketplace.notifications.services import enqueue_messages
from marketplace.territories.addresses import absolute
from marketplace.territories.models import Territory
from shops.hours.calendar import RELATIONS, calendar_of
from shops.hours.services import add_closure, delete_closure, set_special_hours
from shops.messages import Part, write_letter
from shops.models import HolidayQuestion, Shop

DAYS_BEFORE = 10
SALT = "shops.holiday"
Answer = HolidayQuestion.Answer


def ask_about_holidays(*, now: datetime) -> int:
    """Ask each shop that is shown as open on a public holiday of the next ten days, once.

    A shop that gave the day hours of its own, or is shut on it, has said its mind. Returns how
    many questions were sent.
    """
    shops = Shop.objects.visible().filter(on_public_holidays=Shop.OnPublicHolidays.ASK)
    shops = shops.select_related("territory__association").prefetch_related(*RELATIONS)
    return sum(_ask(shop, day, now=now) for shop in shops for day in _open_holidays(shop, now=now))


def token_of(question: HolidayQuestion) -> str:
    """Return what the mail's link holds: it answers this question and nothing else."""
    return signing.Signer(salt=SALT).sign(str(question.pk))


def question_of(token: str, *, territory: Territory) -> HolidayQuestion | None:
    """Return what a mail's link asks, on its own territory's site; None for a forged link."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    questions = HolidayQuestion.objects.filter(pk=pk, shop__territory=territory)
    return questions.select_related("shop__territory").first()


@transaction.atomic
def answer_question(*, question: HolidayQuestion, answer: str) -> None:
    """Note the answer: a closure of that day, or none. The last answer counts.

    Hours said of that very day would go before a closure: this answer takes them back.
    """
    shop, day = question.shop, question.day
    question.answer = answer
    question.save(update_fields=["answer"])
    mine = shop.closures.filter(first_day=day, last_day=day)
    if answer == Answer.CLOSED:
        set_special_hours(shop=shop, day=day, openings=())
        if not mine.exists():
            reason = calendar_of(shop).holiday(day)
            add_closure(shop=shop, first_day=day, last_day=day, reason=reason)
    elif answer == Answer.OPEN:
        for closure in mine:
            delete_closure(closure=closure)


def _open_holidays(shop: Shop, *, now: datetime) -> list[date]:
    calendar = calendar_of(shop)
    today = now.astimezone(shop.zone).date()
    coming = (today + timedelta(days=offset) for offset in range(1, DAYS_BEFORE + 1))
    return [
        day
        for day in coming
        if calendar.holiday(day) and calendar.on(day) and day not in calendar.special
    ]


@transaction.atomic
def _ask(shop: Shop, day: date, *, now: datetime) -> bool:
    question, is_new = HolidayQuestion.objects.get_or_create(
        shop=shop, day=day, defaults={"asked_at": now}
    )
    if is_new:
        _send(question)
    return is_new


def _send(question: HolidayQuestion) -> None:
    shop, day = question.shop, question.day
    path = reverse("pickup:holiday_question", args=[token_of(question)])
    link = absolute(path, shop.territory)

    def make() -> tuple[str, list[Part]]:
        said = say_date(day, "l j F")
        holiday = calendar_of(shop).holiday(day)
        text = _(
            "%(day)s is a public holiday (%(holiday)s), and the site shows %(shop)s as open. Are "
            "you? One tap answers; without an answer, the usual hours stand."
        ) % {"day": said[:1].upper() + said[1:], "holiday": holiday, "shop": shop.name}
        return _("Open on %(day)s?") % {"day": said}, [
            Part("text", text),
            Part("button", _("Yes, as usual"), f"{link}?reponse={Answer.OPEN}"),
            Part("button", _("No, closed"), f"{link}?reponse={Answer.CLOSED}"),
            Part("text", _("Other hours that day? Say them in your space, under Hours.")),
        ]

    letter = write_letter(
        kind="holiday_question",
        recipient=shop.email,
        association=shop.territory.association,
        make=make,
        reference=shop.slug,
        key=str(question.pk),
    )
    enqueue_messages([letter])
