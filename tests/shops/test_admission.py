"""Applying, admitting, refusing; and who gets the keys of the shop."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.notifications.models import OutboxMessage
from shops import admission
from shops.admission import admit_shop, change_mode, claim_shop, refuse_shop, shop_to_claim
from shops.exceptions import TooManyApplications, TransitionRefused
from shops.models import Shop
from tests import factories
from tests.shops.applications import make_applicant


def mail(kind):
    return OutboxMessage.objects.get(kind=kind)


@pytest.fixture
def pottery(territory):
    return make_applicant(territory)


def test_an_application_is_a_submitted_shop_with_its_log(pottery):
    assert (pottery.status, pottery.slug) == ("submitted", "poterie-des-ormes")
    assert pottery.partner.code == pottery.slug
    assert [move.to_status for move in pottery.transitions.all()] == ["submitted"]


def test_applicant_and_association_are_told_of_an_application(pottery):
    assert mail("application_received").recipient == "erin@example.org"
    to_decide = mail("application_to_decide")
    assert to_decide.recipient == pottery.territory.association.email
    assert "/association/commerces/poterie-des-ormes/" in to_decide.text


def test_an_application_alone_makes_no_account_and_no_member(pottery):
    assert not User.objects.exists()
    assert not pottery.members.exists()


def test_an_application_sent_twice_is_one(territory, pottery):
    assert make_applicant(territory, name="POTERIE des ormes") == pottery
    assert Shop.objects.count() == 1
    assert OutboxMessage.objects.count() == 2


def test_two_shops_of_one_name_get_two_addresses(territory, pottery):
    other = make_applicant(territory, email="frank@example.org")
    third = make_applicant(territory, email="gina@example.org")
    assert other.slug == "poterie-des-ormes-valcendre"
    assert len({pottery.slug, other.slug, third.slug}) == 3


def test_no_shop_takes_an_address_of_the_site(territory):
    assert make_applicant(territory, name="Retrait").slug == "retrait-valcendre"


def test_a_double_click_at_the_same_instant_is_one_application(territory, monkeypatch):
    slugs = iter(["le-fournil", "poterie"])
    monkeypatch.setattr(admission, "_free_slug", lambda name, town: next(slugs))
    factories.make_shop(territory, slug="le-fournil")
    assert make_applicant(territory).slug == "poterie"


def test_one_address_cannot_flood_the_desk(territory):
    for n in range(admission.MAX_AWAITING_BY_EMAIL):
        make_applicant(territory, name=f"Poterie {n}")
    with pytest.raises(TooManyApplications):
        make_applicant(territory, name="Poterie de trop")


def test_a_day_has_a_limit_of_applications(territory, monkeypatch):
    monkeypatch.setattr(admission, "MAX_A_DAY", 1)
    make_applicant(territory)
    with pytest.raises(TooManyApplications):
        make_applicant(territory, name="Autre", email="frank@example.org")


def test_an_admitted_shop_is_visible_and_the_log_says_who_admitted_it(pottery, agnes):
    admit_shop(shop=pottery, by=agnes)
    assert pottery in Shop.objects.visible()
    assert pottery.transitions.last().by == agnes


def test_an_admitted_shop_without_legal_identity_takes_no_order(pottery, agnes):
    admit_shop(shop=pottery, by=agnes)
    assert not Shop.objects.open_to_orders().exists()


def test_a_newcomer_gets_an_account_without_password_and_the_link_to_choose_it(pottery, agnes):
    admit_shop(shop=pottery, by=agnes)
    erin = pottery.members.get().user
    assert (erin.email, erin.first_name) == ("erin@example.org", "Erin")
    assert not erin.has_usable_password()
    assert "/compte/mot-de-passe/nouveau/" in mail("application_admitted").text


def test_an_account_that_proved_the_address_becomes_the_owner(pottery, agnes):
    erin = factories.make_user("erin@example.org")
    EmailAddress.objects.create(user=erin, email=erin.email, verified=True)
    admit_shop(shop=pottery, by=agnes)
    assert pottery.members.get().user == erin
    assert "mot-de-passe" not in mail("application_admitted").text


def test_an_account_that_never_proved_the_address_gets_nothing(pottery, agnes):
    factories.make_user("Erin@example.org")
    admit_shop(shop=pottery, by=agnes)
    assert not pottery.members.exists()
    assert "/vendre-ici/ouvrir/" in mail("application_admitted").text


def test_who_applied_signed_in_becomes_the_owner(territory, agnes, dora):
    shop = make_applicant(territory, by=dora, email="boutique@example.org")
    admit_shop(shop=shop, by=agnes)
    assert shop.members.get().user == dora
    assert mail("application_admitted").recipient == dora.email


def test_the_admission_says_what_is_missing_before_the_first_sale(pottery, agnes):
    admit_shop(shop=pottery, by=agnes)
    text = mail("application_admitted").text
    assert "/pro/poterie-des-ormes/fiche/" in text
    assert "SIREN" in text


def test_a_refusal_sends_the_reason(pottery, agnes):
    refuse_shop(shop=pottery, by=agnes, reason="Hors du territoire & trop loin")
    assert "Hors du territoire & trop loin" in mail("application_refused").text
    assert "Hors du territoire &amp; trop loin" in mail("application_refused").html
    assert pottery.transitions.last().reason == "Hors du territoire & trop loin"


def test_a_refused_shop_is_not_shown_and_may_apply_again(territory, pottery, agnes):
    refuse_shop(shop=pottery, by=agnes, reason="Incomplet")
    assert pottery not in Shop.objects.visible()
    assert make_applicant(territory) != pottery


def test_the_second_decision_is_refused_and_tells_nobody(pottery, agnes):
    admit_shop(shop=pottery, by=agnes)
    stale = Shop.objects.get(pk=pottery.pk)
    stale.status = Shop.Status.SUBMITTED
    with pytest.raises(TransitionRefused):
        refuse_shop(shop=stale, by=agnes, reason="Trop tard")
    assert not OutboxMessage.objects.filter(kind="application_refused").exists()


def test_a_decision_undone_leaves_no_message(pottery, agnes):
    with transaction.atomic():
        admit_shop(shop=pottery, by=agnes)
        transaction.set_rollback(True)
    assert Shop.objects.get().status == "submitted"
    assert not OutboxMessage.objects.filter(kind="application_admitted").exists()


def test_the_claim_link_makes_one_owner_once(pottery, agnes, dora):
    factories.make_user("erin@example.org")
    admit_shop(shop=pottery, by=agnes)
    claim_shop(shop=pottery, by=dora)
    claim_shop(shop=pottery, by=dora)
    with pytest.raises(TransitionRefused):
        claim_shop(shop=pottery, by=agnes)
    assert pottery.members.get().user == dora


@pytest.mark.parametrize("token", ["le-fournil:abc:def", "le-fournil"])
def test_a_forged_claim_link_opens_nothing(bakery, dora, token):
    assert shop_to_claim(token, territory=bakery.territory, by=dora) is None


def test_a_claim_link_opens_in_its_territory_until_the_shop_is_taken(bakery, dora, agnes):
    token = signing.TimestampSigner(salt=admission.CLAIM_SALT).sign(bakery.slug)
    elsewhere = factories.make_territory("Bas-Pays", hostname="bas-pays.example")
    assert shop_to_claim(token, territory=bakery.territory, by=dora) == bakery
    assert shop_to_claim(token, territory=elsewhere, by=dora) is None
    claim_shop(shop=bakery, by=dora)
    assert shop_to_claim(token, territory=bakery.territory, by=agnes) is None


def test_a_mode_change_is_logged_and_the_shop_told(bakery, agnes):
    change_mode(shop=bakery, mode="showcase", by=agnes)
    assert not Shop.objects.open_to_orders().exists()
    assert bakery.transitions.get().by == agnes
    assert mail("mode_changed").recipient == bakery.email


def test_the_same_mode_again_changes_nothing(bakery, agnes):
    change_mode(shop=bakery, mode="sales", by=agnes)
    assert not OutboxMessage.objects.exists()


def test_a_mode_can_change_many_times_and_each_time_is_told(bakery, agnes):
    for mode in ("showcase", "sales", "showcase"):
        change_mode(shop=bakery, mode=mode, by=agnes)
    assert OutboxMessage.objects.filter(kind="mode_changed").count() == 3


def test_a_shop_that_waits_has_no_mode_to_change(pottery, agnes):
    with pytest.raises(TransitionRefused):
        change_mode(shop=pottery, mode="showcase", by=agnes)


def test_yesterday_does_not_count(territory, monkeypatch):
    monkeypatch.setattr(admission, "MAX_A_DAY", 1)
    old = make_applicant(territory)
    yesterday = timezone.now() - timedelta(days=2)
    Shop.objects.filter(pk=old.pk).update(created_at=yesterday, status="approved")
    assert make_applicant(territory, name="Autre").status == "submitted"
