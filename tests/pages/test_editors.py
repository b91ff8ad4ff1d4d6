"""The association names who edits the pages."""

import pytest
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.notifications.models import OutboxMessage
from marketplace.pages.queries import editors_of
from marketplace.pages.services import make_editor
from marketplace.territories.models import AssociationMember
from shops.desk.models import Invitation
from shops.desk.team import invite, link_to
from tests.factories import add_totp, make_desk_member, make_user

pytestmark = pytest.mark.django_db
HUGO = "hugo@example.org"


@pytest.fixture
def desk(client, agnes):
    client.force_login(agnes)
    return client


@pytest.fixture
def invited(desk):
    """Hugo, who has no account, is invited; nobody is signed in."""
    desk.post(reverse("pages:editors"), {"email": HUGO})
    desk.logout()
    return Invitation.objects.get()


def remove(user):
    return reverse("pages:editor_remove", args=[user.pk])


def test_the_team_s_page_leads_to_the_editors(desk):
    assert f'href="{reverse("pages:editors")}"' in desk.get(reverse("shops:desk_team")).text


def test_the_editors_are_listed_and_who_sets_menus_is_told_apart(desk, territory, editor, agnes):
    make_editor(territory=territory, user=agnes, at_desk=True)
    page = desk.get(reverse("pages:editors")).text
    assert "edith@example.org" in page
    assert page.count("menu et pied de page aussi") == 1


def test_an_editor_is_invited_by_mail(invited):
    mail = OutboxMessage.objects.get(kind="invitation")
    assert (mail.recipient, invited.role) == (HUGO, "editor")
    assert link_to(invited).split(":")[0] in mail.text
    assert mail.subject == "Invitation à rédiger les pages de Haut-Velune"


def test_an_invitation_alone_makes_nobody_an_editor(desk, territory, dora):
    desk.post(reverse("pages:editors"), {"email": dora.email})
    assert not editors_of(territory).exists()


def test_the_link_makes_an_account_that_edits_and_nothing_more(client, invited, territory):
    assert client.get(link_to(invited)).status_code == 200
    client.post(link_to(invited))
    assert [person.email for person in editors_of(territory)] == [HUGO]
    assert not editors_of(territory).get().sets_menus
    assert not AssociationMember.objects.filter(user__email=HUGO).exists()


def test_who_is_signed_in_joins_with_that_account_and_begins_to_edit(
    client, invited, territory, dora
):
    client.force_login(dora)
    assert client.post(link_to(invited)).url == reverse("wagtailadmin_home")
    assert list(editors_of(territory)) == [dora]
    assert client.post(link_to(invited)).status_code == 410


def test_who_has_an_account_signs_in_first(client, invited, territory):
    make_user(HUGO)
    assert client.get(link_to(invited)).url.startswith(reverse("account_login"))
    assert not editors_of(territory).exists()


def test_somebody_of_the_desk_sets_menu_and_footer_too(desk, territory, agnes):
    invite(territory=territory, email=agnes.email, role="editor", by=agnes)
    desk.post(link_to(Invitation.objects.get()))
    assert editors_of(territory).get().sets_menus


def test_the_editor_s_space_asks_for_a_second_factor(client, invited, dora):
    client.force_login(dora)
    client.post(link_to(invited))
    assert client.get(reverse("wagtailadmin_home")).url == reverse("mfa_index")
    add_totp(dora)
    client.force_login(User.objects.get(pk=dora.pk))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_no_link_opens_what_it_is_not_for(client, invited, territory, agnes):
    token = link_to(invited).rstrip("/").rsplit("/", 1)[1]
    assert client.post(reverse("shops:invitation", args=[token])).status_code == 404
    invite(territory=territory, email=HUGO, role="desk", by=agnes)
    token = link_to(Invitation.objects.get(role="desk")).rstrip("/").rsplit("/", 1)[1]
    assert client.post(reverse("pages:invitation", args=[token])).status_code == 404
    assert not editors_of(territory).exists()


def test_an_invitation_to_the_pages_leaves_one_to_the_desk_open(desk):
    for screen in ("shops:desk_team", "pages:editors", "pages:editors"):
        desk.post(reverse(screen), {"email": HUGO})
    waiting = Invitation.objects.filter(withdrawn_at=None).order_by("pk")
    assert [invitation.role for invitation in waiting] == ["desk", "editor"]


def test_a_withdrawn_invitation_opens_nothing(desk, invited, agnes):
    desk.force_login(agnes)
    withdrawal = desk.post(reverse("shops:desk_invitation_withdraw", args=[invited.pk]))
    assert withdrawal.url == reverse("pages:editors")
    assert desk.get(link_to(invited)).status_code == 410


def test_an_editor_is_removed(desk, territory, editor):
    assert desk.post(remove(editor)).url == reverse("pages:editors")
    assert not editors_of(territory).exists()
    assert desk.post(remove(editor)).status_code == 404


def test_another_territory_s_editors_are_out_of_reach(desk, elsewhere):
    neighbour = make_user("nell@example.org")
    make_editor(territory=elsewhere, user=neighbour)
    assert neighbour.email not in desk.get(reverse("pages:editors")).text
    assert desk.post(remove(neighbour)).status_code == 404
    assert list(editors_of(elsewhere)) == [neighbour]


def test_an_editor_names_nobody(as_editor, editor):
    assert as_editor.get(reverse("pages:editors")).status_code == 404
    assert as_editor.post(remove(editor)).status_code == 404


def test_another_desk_s_link_opens_nothing_here(client, elsewhere, dora):
    desk = make_desk_member(elsewhere, "otto@example.org")
    invite(territory=elsewhere, email=dora.email, role="editor", by=desk)
    client.force_login(dora)
    assert client.post(link_to(Invitation.objects.get())).status_code == 404
    assert not editors_of(elsewhere).exists()


def test_a_wrong_address_says_so_beside_the_field(desk):
    answer = desk.post(reverse("pages:editors"), {"email": "hugo"})
    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.text


def test_many_editors_ask_no_more_of_the_database(
    desk, territory, agnes, django_assert_max_num_queries
):
    for number in range(12):
        make_editor(territory=territory, user=make_user(f"plume{number}@example.org"))
        invite(territory=territory, email=f"p{number}@example.org", role="editor", by=agnes)
    desk.get(reverse("pages:editors"))
    with django_assert_max_num_queries(12):
        desk.get(reverse("pages:editors"))
