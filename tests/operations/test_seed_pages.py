"""The demo's pages, dated from the day of seeding."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from marketplace.operations.seed.content import page_contents, picture_path, territory_contents
from marketplace.operations.seed.pages import seed_pages
from marketplace.operations.seed.pictures import on_wide_ground
from marketplace.operations.seed.territory import seed_territory
from marketplace.pages.models import ArticlePage, EventPage, SelectionPage, TownPage, WalkPage

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=ZoneInfo("Europe/Paris"))
PAGES = (ArticlePage, EventPage, SelectionPage, TownPage, WalkPage)


@pytest.fixture
def territory(bare_wagtail):
    return seed_territory(territory_contents()[0])


@pytest.fixture
def seed(territory):
    content = page_contents(territory_contents()[0])
    return lambda now: seed_pages(territory, content, now=now)


def slugs():
    return {slug for model in PAGES for slug in model.objects.values_list("slug", flat=True)}


def test_it_has_towns_news_events_and_walks(seed):
    seed(NOW)
    assert [model.objects.live().count() for model in PAGES] == [6, 8, 1, 3, 2]


def test_run_twice_on_a_day_it_changes_nothing(seed):
    seed(NOW)
    before = slugs()
    seed(NOW + timedelta(hours=3))
    assert slugs() == before


def test_a_page_that_an_editor_changed_stays_so(seed):
    seed(NOW)
    page = ArticlePage.objects.get(slug="terre-franche-rallume-son-four")
    page.title = "Le four refroidit"
    page.save_revision().publish()
    seed(NOW + timedelta(days=1))
    assert ArticlePage.objects.get(pk=page.pk).title == "Le four refroidit"


def test_there_is_a_market_every_saturday(seed):
    seed(NOW)
    market = EventPage.objects.get(slug="marche-de-valcendre")
    assert market.is_weekly
    assert market.first_day.weekday() == 5


def test_no_event_to_come_is_announced_twice(seed):
    seed(NOW)
    before = slugs()
    seed(NOW + timedelta(days=1))
    assert slugs() == before


def test_an_event_that_is_over_is_announced_anew(seed):
    seed(NOW)
    later = NOW + timedelta(days=30)
    seed(later)
    tales = EventPage.objects.filter(slug__startswith="veillee-de-contes")
    assert tales.count() == 2
    assert tales.filter(first_day__gte=later.date()).exists()


@pytest.mark.parametrize(
    ("month", "day", "year"), [(11, 21, 2026), (12, 23, 2026), (12, 24, 2026), (12, 25, 2027)]
)
def test_the_selection_is_of_the_next_christmas(seed, month, day, year):
    seed(NOW.replace(month=month, day=day))
    assert SelectionPage.objects.get().last_day.isoformat() == f"{year}-12-24"


def test_the_christmas_market_comes_before_christmas(seed):
    seed(NOW)
    market = EventPage.objects.get(slug__startswith="marche-de-noel")
    assert NOW.date() < market.first_day < NOW.replace(month=12, day=24).date()


def test_a_page_s_picture_is_wide_so_that_nothing_of_it_is_cut_off():
    with Image.open(on_wide_ground(picture_path("couronne-sapin"))) as wide:
        assert wide.size == (1536, 960)
        assert wide.getpixel((0, 0)) == pytest.approx(wide.getpixel((400, 5)), abs=3)
