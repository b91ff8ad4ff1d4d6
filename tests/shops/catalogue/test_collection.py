"""On which days a product can be had."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from shops.catalogue.collection import HORIZON_DAYS, Collection, horizon_days
from shops.catalogue.models import CollectionTerms, PreorderCampaign
from shops.notice import Notice
from tests.factories import make_product

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 30, 10, tzinfo=PARIS)
CHRISTMAS_EVE = date(2026, 12, 24)


def days(rule, now=MONDAY):
    return rule.days(now, zone=PARIS)


def christmas(opens="2026-11-15", closes="2026-12-20"):
    """A campaign for 23, 24 and 31 December."""
    return PreorderCampaign(
        name="Bûches",
        days=["2026-12-23", "2026-12-24", "2026-12-31"],
        opens_at=datetime.fromisoformat(f"{opens}T08:00+01:00"),
        closes_at=datetime.fromisoformat(f"{closes}T18:00+01:00"),
    )


def test_a_product_that_says_nothing_is_had_for_two_weeks():
    found = days(Collection())
    assert (found[0], len(found)) == (date(2026, 11, 30), HORIZON_DAYS)


def test_weekdays_keep_their_days_only():
    assert days(Collection(weekdays=frozenset({4}))) == [date(2026, 12, 4), date(2026, 12, 11)]


def test_single_dates_keep_themselves_only():
    dates = frozenset({date(2026, 12, 5), date(2026, 12, 12), CHRISTMAS_EVE})
    assert days(Collection(dates=dates)) == [date(2026, 12, 5), date(2026, 12, 12)]


def test_a_season_over_the_year_s_end_holds_every_year():
    season = (date(2020, 12, 8), date(2021, 1, 15))
    assert days(Collection(season=season))[0] == date(2026, 12, 8)


def test_the_eve_at_six_takes_tomorrow_out_after_six():
    rule = Collection(notice=Notice(at=time(18), days=1))
    evening = MONDAY.replace(hour=18)
    assert days(rule)[0] == date(2026, 12, 1)
    assert days(rule, evening)[0] == date(2026, 12, 2)


def test_a_longer_horizon_opens_later_days():
    assert CHRISTMAS_EVE in days(Collection(horizon_days=30))


def test_sold_out_today_leaves_tomorrow():
    assert days(Collection(sold_out_on=MONDAY.date()))[0] == date(2026, 12, 1)


def test_a_campaign_opens_its_days_beyond_the_horizon():
    found = days(Collection(campaigns=(christmas(),)))
    assert found[-3:] == [date(2026, 12, 23), CHRISTMAS_EVE, date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        ("2026-11-15T07:59:59+01:00", False),
        ("2026-11-15T08:00+01:00", True),
        ("2026-12-20T17:59:59+01:00", True),
        ("2026-12-20T18:00+01:00", False),
    ],
)
def test_a_campaign_takes_orders_in_its_time_to_the_second(now, open_):
    now = datetime.fromisoformat(now)
    rule = Collection(campaigns=(christmas(),))
    assert rule.allows(CHRISTMAS_EVE, now, zone=PARIS) is open_


def test_the_campaign_s_cutoff_counts_on_its_days_and_the_own_one_on_others():
    rule = Collection(notice=Notice(at=time(18), days=1), campaigns=(christmas(),))
    cutoffs = [
        rule.cutoff(datetime(2026, 12, day, 9, tzinfo=PARIS), zone=PARIS) for day in (24, 26)
    ]
    expected = [
        datetime(2026, 12, 20, 17, tzinfo=UTC),
        datetime(2026, 12, 25, 17, tzinfo=UTC),
    ]
    assert cutoffs == expected


def test_a_lead_time_counts_from_the_hour():
    rule = Collection(notice=Notice(lead=timedelta(hours=4)))
    allowed = [
        rule.allows_start(MONDAY + timedelta(hours=hours), MONDAY, zone=PARIS) for hours in (4, 5)
    ]
    assert allowed == [False, True]


@pytest.mark.django_db
def test_slots_reach_as_far_as_products_and_campaigns_ask(bakery):
    today = date(2026, 11, 30)
    assert horizon_days(bakery, today=today) == HORIZON_DAYS
    CollectionTerms.objects.create(product=make_product(bakery), horizon_days=30)
    assert horizon_days(bakery, today=today) == 30
    campaign = christmas()
    campaign.shop, campaign.last_day = bakery, date(2026, 12, 31)
    campaign.save()
    assert horizon_days(bakery, today=today) == 32
