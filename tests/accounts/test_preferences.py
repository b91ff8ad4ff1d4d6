"""Which mails a person wants, and how to end them without signing in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.accounts.preferences import (
    Kind,
    set_preference,
    unsubscribe_url,
    wants,
    who_want,
)

pytestmark = pytest.mark.django_db


def path_of(user, kind=Kind.SHOP_NEWS):
    return "/" + unsubscribe_url(user, kind).split("/", 3)[3]


def test_news_are_wanted_until_refused_and_the_letter_once_asked_for(dora):
    assert wants(dora, Kind.SHOP_NEWS)
    assert not wants(dora, Kind.TERRITORY_LETTER)
    set_preference(user=dora, kind=Kind.TERRITORY_LETTER, wanted=True, now=timezone.now())
    assert wants(dora, Kind.TERRITORY_LETTER)


def test_who_refused_is_left_out_in_one_query(dora, alice, django_assert_num_queries):
    set_preference(user=dora, kind=Kind.SHOP_NEWS, wanted=False, now=timezone.now())
    with django_assert_num_queries(1):
        assert list(who_want(User.objects.all(), Kind.SHOP_NEWS)) == [alice]


def test_one_chooses_on_a_page(client, territory, dora):
    client.force_login(dora)
    client.post(reverse("accounts:mails"), {"wanted": ["territory_letter"]})
    assert (wants(dora, Kind.SHOP_NEWS), wants(dora, Kind.TERRITORY_LETTER)) == (False, True)


def test_looking_at_the_link_of_a_mail_changes_nothing(client, territory, dora):
    assert client.get(path_of(dora)).status_code == 200
    assert wants(dora, Kind.SHOP_NEWS)


def test_a_mail_program_ends_them_by_itself(territory, dora):
    """RFC 8058: a POST without cookie or token."""
    from django.test import Client

    program = Client(enforce_csrf_checks=True)
    answer = program.post(path_of(dora), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not wants(dora, Kind.SHOP_NEWS)


def test_a_mistake_is_undone(client, territory, dora):
    client.post(path_of(dora))
    client.post(path_of(dora), {"again": "1"})
    assert wants(dora, Kind.SHOP_NEWS)


def test_a_forged_link_opens_nothing(client, territory, dora):
    assert client.post(path_of(dora)[:-3] + "/").status_code == 404
