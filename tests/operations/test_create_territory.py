"""A territory from its file, as an operator makes one."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from oscar.core.loading import get_model
from wagtail.models import Locale, Page

import marketplace.operations
from marketplace.territories.models import Territory

FILE = Path(marketplace.operations.__file__).parent / "demo" / "haut-velune" / "territory.toml"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wagtail_root():
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))


def create(file=FILE):
    call_command("create_territory", str(file), desk="agnes@example.org")


def test_a_territory_answers_and_somebody_works_at_its_desk(client):
    create()
    association = Territory.objects.get().association
    assert association.members.get().user.email == "agnes@example.org"
    assert client.get("/").status_code == 200


def test_run_again_it_changes_nothing():
    create()
    create()
    assert Territory.objects.get().association.members.count() == 1


def test_food_is_known_by_its_category():
    create()
    categories = get_model("catalogue", "Category").objects.filter(is_food=True)
    assert categories.filter(slug="epicerie-et-terroir").exists()


@pytest.mark.parametrize("text", ["not toml =", "[territory]\nslug = 'x'\nname = 'X'\n"])
def test_a_wrong_file_is_said(tmp_path, text):
    (tmp_path / "t.toml").write_text(text)
    with pytest.raises(CommandError):
        create(tmp_path / "t.toml")
