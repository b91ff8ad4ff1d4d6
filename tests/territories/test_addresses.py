"""Messages lead to the host of their territory."""

import pytest

from marketplace.notifications.models import OutboxMessage
from marketplace.territories.addresses import absolute
from tests.factories import make_order, make_product, make_shop, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = "https://haut-velune.example:8443"


def test_a_territory_stands_under_its_own_name(territory):
    territory.site.hostname = "combe.example"
    assert absolute("/panier/", territory) == "https://combe.example:8443/panier/"


def test_the_one_that_answers_on_any_host_stands_at_the_site_s_address(territory):
    territory.site.is_default_site = True
    assert absolute("/panier/", territory) == "https://haut-velune.example:8443/panier/"


def test_a_shopper_s_mail_leads_to_the_host_where_the_order_is(territory):
    elsewhere = make_territory("Combe-Bleue", "combe.example")
    make_order(make_product(make_shop(elsewhere, "La Forge")))
    mails = OutboxMessage.objects.filter(kind="order_placed")
    assert mails.count() == 2
    assert all("https://combe.example:8443/" in mail.text for mail in mails)
    assert not any("haut-velune.example" in mail.text for mail in mails)
