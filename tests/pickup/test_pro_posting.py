"""Addresses of forms, loaded again: they lead to the screen that the form stands on."""

import pytest

from tests.factories import make_campaign, make_slot

pytestmark = pytest.mark.django_db
SPACE = "/pro/le-fournil/"
FORMS = {
    "horaires/jours/": "horaires/",
    "horaires/fermetures/": "horaires/",
    "horaires/feries/": "horaires/",
    "horaires/osm/": "horaires/",
    "horaires/pause/": "horaires/",
    "creneaux/reglages/semaine/": "creneaux/reglages/",
    "creneaux/reglages/plusieurs/": "creneaux/reglages/",
    "creneaux/reglages/delai/": "creneaux/reglages/",
}


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.mark.parametrize("address", FORMS)
def test_a_form_s_address_leads_to_its_screen(counter, address):
    assert counter.get(SPACE + address).url == SPACE + FORMS[address]


def test_so_does_that_of_one_slot_or_campaign(counter, bakery):
    slot, campaign = make_slot(bakery), make_campaign(bakery)
    assert counter.get(f"{SPACE}creneaux/{slot.pk}/").url == f"{SPACE}creneaux/"
    copied = counter.get(f"{SPACE}precommandes/{campaign.pk}/copier/")
    assert copied.url == f"{SPACE}precommandes/"


def test_another_shop_s_slot_answers_as_none(counter, dairy):
    assert counter.get(f"{SPACE}creneaux/{make_slot(dairy).pk}/").status_code == 404


def test_other_methods_are_refused(counter):
    assert counter.put(f"{SPACE}horaires/pause/").status_code == 405
