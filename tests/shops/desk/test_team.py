"""Who works in a shop or at the desk."""

import pytest
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.notifications.models import OutboxMessage
from marketplace.territories.models import AssociationMember
from shops.desk.models import Invitation
from shops.desk.team import link_to
from shops.models import ShopMember
from tests import factories


def invite_staff(client, shop, email="fred@example.org"):
    return client.post(reverse("shops:pro_team", args=[shop.slug]), {"email": email})


@pytest.fixture
def invited(client, alice, bakery):
    client.force_login(alice)
    invite_staff(client, bakery)
    client.logout()
    return Invitation.objects.get()


def test_an_owner_invites_by_mail(invited):
    mail = OutboxMessage.objects.get(kind="invitation")
    assert (mail.recipient, invited.role) == ("fred@example.org", "staff")
    assert link_to(invited).split(":")[0] in mail.text


def test_inviting_tells_nothing_of_accounts(client, alice, bakery, dora):
    client.force_login(alice)
    invite_staff(client, bakery, dora.email)
    assert not bakery.members.filter(user=dora).exists()


def test_the_link_makes_an_account_whose_address_is_proved(client, invited):
    answer = client.post(link_to(invited))
    fred = User.objects.get(email="fred@example.org")
    assert fred.emailaddress_set.get().verified
    assert ShopMember.objects.get(user=fred).role == "staff"
    assert answer.status_code == 302


def test_looking_at_the_link_joins_nobody(client, invited):
    assert client.get(link_to(invited)).status_code == 200
    assert not User.objects.filter(email="fred@example.org").exists()


def test_who_has_an_account_signs_in_first(client, invited):
    factories.make_user("fred@example.org")
    assert client.get(link_to(invited)).url.startswith(reverse("account_login"))


def test_a_signed_in_person_joins_with_that_account(client, invited, dora, bakery):
    client.force_login(dora)
    client.post(link_to(invited))
    assert bakery.members.filter(user=dora, role="staff").exists()


def test_a_link_lets_one_person_in(client, invited, dora):
    client.post(link_to(invited))
    client.force_login(dora)
    assert client.post(link_to(invited)).status_code == 410


def test_a_withdrawn_invitation_opens_nothing(client, invited, alice, bakery):
    client.force_login(alice)
    client.post(reverse("shops:pro_team_withdraw", args=[bakery.slug, invited.pk]))
    assert client.get(link_to(invited)).status_code == 410


def test_a_forged_link_is_an_absent_page(client, territory):
    assert client.get(reverse("shops:invitation", args=["1:a:b"])).status_code == 404


def test_staff_find_no_team_page(client, bakery, bob):
    client.force_login(bob)
    assert client.get(reverse("shops:pro_team", args=[bakery.slug])).status_code == 404


def test_an_owner_removes_somebody_of_the_team(client, bakery, alice, bob):
    client.force_login(alice)
    member = bakery.members.get(user=bob)
    client.post(reverse("shops:pro_team_remove", args=[bakery.slug, member.pk]))
    assert not bakery.members.filter(user=bob).exists()


def test_an_owner_does_not_remove_another(client, bakery, alice, charlie):
    """Owners are named, and taken out, at the desk."""
    partner = bakery.members.create(user=charlie, role="owner")
    client.force_login(alice)
    gone = client.post(reverse("shops:pro_team_remove", args=[bakery.slug, partner.pk]))
    assert gone.status_code == 404
    assert bakery.members.filter(user=charlie).exists()


def test_the_last_owner_stays(client, bakery, alice, bob):
    client.force_login(alice)
    member = bakery.members.get(user=alice)
    client.post(reverse("shops:pro_team_remove", args=[bakery.slug, member.pk]))
    assert bakery.members.filter(user=alice, role="owner").exists()


def test_the_desk_names_another_owner_then_removes_the_first(desk, bakery, alice, bob):
    first, second = bakery.members.get(user=alice), bakery.members.get(user=bob)
    role = reverse("shops:desk_person_role", args=[bakery.slug, second.pk])
    remove = reverse("shops:desk_person_remove", args=[bakery.slug, first.pk])
    desk.post(remove)
    assert bakery.members.filter(pk=first.pk).exists()
    desk.post(role, {"role": "owner"})
    desk.post(remove)
    assert [member.user for member in bakery.members.all()] == [bob]


def test_the_last_owner_cannot_become_team(desk, bakery, alice):
    member = bakery.members.get(user=alice)
    url = reverse("shops:desk_person_role", args=[bakery.slug, member.pk])
    desk.post(url, {"role": "staff"})
    assert bakery.members.get(pk=member.pk).role == "owner"


def test_the_desk_invites_a_colleague(desk, territory, client):
    desk.post(reverse("shops:desk_team"), {"email": "hugo@example.org", "role": "owner"})
    invitation = Invitation.objects.get()
    client.logout()
    client.post(link_to(invitation))
    hugo = User.objects.get(email="hugo@example.org")
    assert invitation.role == "desk"
    assert AssociationMember.objects.filter(association=territory.association, user=hugo).exists()


def test_the_last_one_stays_at_the_desk(desk, territory):
    member = territory.association.members.get()
    desk.post(reverse("shops:desk_team_remove", args=[member.pk]))
    assert territory.association.members.exists()


def test_a_member_of_another_desk_is_out_of_reach(desk):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    factories.make_desk_member(elsewhere, "hugo@example.org")
    member = elsewhere.association.members.get()
    url = reverse("shops:desk_team_remove", args=[member.pk])
    assert desk.post(url).status_code == 404


def test_a_wrong_address_says_so_beside_the_field(desk, bakery):
    url = reverse("shops:desk_people", args=[bakery.slug])
    answer = desk.post(url, {"email": "fred", "role": "staff"})
    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()
