from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Locale

from marketplace.pages.models import (
    ArticleIndex,
    ArticlePage,
    EventIndex,
    EventPage,
    PageImage,
    SelectionPage,
    TownPage,
    WalkIndex,
    WalkPage,
)
from marketplace.pages.services import make_editor, team_of
from tests.factories import add_totp, make_territory, make_user

PARIS = ZoneInfo("Europe/Paris")
# A Wednesday morning in winter.
NOW = datetime(2026, 11, 25, 9, tzinfo=PARIS)


@pytest.fixture
def home(territory):
    return territory.site.root_page.specific


@pytest.fixture
def elsewhere(territory):
    """Another territory on the same platform."""
    return make_territory("Bas-Pays", hostname="bas-pays.example")


@pytest.fixture
def editor(territory):
    user = make_user("edith@example.org", first_name="Édith")
    make_editor(territory=territory, user=user)
    add_totp(user)
    return user


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


def photo(size=(1200, 800), color="green", exif=None) -> BytesIO:
    content = BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new("RGB", size, color).save(content, "JPEG", **options)
    content.seek(0)
    return content


def make_image(territory, title="Marché", **fields) -> PageImage:
    image = PageImage(
        title=title,
        description=fields.pop("description", "La place, un samedi"),
        file=fields.pop("file", None) or ImageFile(photo(), name="marche.jpg"),
        collection=team_of(territory).collection,
        **fields,
    )
    image.save()
    return image


def add(parent, model, title, **fields):
    locale = Locale.objects.get(language_code="fr")
    return parent.add_child(instance=model(title=title, locale=locale, **fields))


def add_event(home, title="Marché de Valcendre", **fields) -> EventPage:
    index = EventIndex.objects.descendant_of(home).first() or add(home, EventIndex, "Agenda")
    facts = {
        "kind": "market",
        "first_day": date(2026, 11, 28),
        "starts": time(8),
        "ends": time(13),
        "place": "Place des Arcades",
    }
    return add(index, EventPage, title, **(facts | fields))


def add_article(home, title="Le four se rallume", **fields) -> ArticlePage:
    index = ArticleIndex.objects.descendant_of(home).first()
    index = index or add(home, ArticleIndex, "Actualités")
    return add(index, ArticlePage, title, **({"intro": "Douze bols."} | fields))


def add_walk(home, title="Le sentier des burons", **fields) -> WalkPage:
    index = WalkIndex.objects.descendant_of(home).first() or add(home, WalkIndex, "Balades")
    facts = {"distance_km": "5.0", "minutes": 120, "start": "Place de l’église"}
    return add(index, WalkPage, title, **(facts | fields))


def add_town(home, territory, title="Valcendre", **fields) -> TownPage:
    return add(home, TownPage, title, town=territory.towns.first(), **fields)


def add_selection(home, title="Noël", **fields) -> SelectionPage:
    facts = {"first_day": date(2026, 11, 1), "last_day": date(2026, 12, 24)}
    return add(home, SelectionPage, title, **(facts | fields))
