"""A second factor: asked at every way in, and before the spaces that decide over others."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.second_factor import has_second_factor
from marketplace.accounts.services import reset_second_factor
from marketplace.accounts.totp import current_code
from marketplace.notifications.models import OutboxMessage
from marketplace.territories.models import AssociationMember
from shops.desk.models import ActingSession
from tests import factories

PASSWORD = "correct horse battery"
DESK = "/association/"


@pytest.fixture
def novice(territory):
    """A member of the desk who has no second factor yet."""
    user = factories.make_user("novice@example.org")
    AssociationMember.objects.create(association=territory.association, user=user)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def secret_to_scan(client):
    """Confirm who one is, and open the page that sets the application up."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client.get(reverse("mfa_activate_totp")).context["form"].secret


def signed_in(client):
    return "_auth_user_id" in client.session


def code_in_mail(user):
    text = OutboxMessage.objects.filter(recipient=user.email).latest("pk").text
    return re.search(r"^([A-Z0-9]+(-[A-Z0-9]+)?)$", text, re.M).group(1)


def test_a_password_alone_opens_nothing_where_there_is_a_factor(client, agnes):
    assert sign_in(client, agnes).url == reverse("mfa_authenticate")
    assert not signed_in(client)
    assert client.get(DESK).url.startswith(reverse("account_login"))


def test_the_code_of_the_application_opens(client, agnes):
    sign_in(client, agnes)
    client.post(reverse("mfa_authenticate"), {"code": current_code(factories.TOTP_SECRET)})
    assert client.get(DESK).status_code == 200


def test_a_wrong_code_does_not(client, agnes):
    sign_in(client, agnes)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not signed_in(client)


def test_a_code_opens_once(client, agnes):
    code = current_code(factories.TOTP_SECRET)
    for _ in range(2):
        client.logout()
        sign_in(client, agnes)
        client.post(reverse("mfa_authenticate"), {"code": code})
    assert not signed_in(client)


def test_a_mailed_code_opens_an_account_without_a_password(client, territory, dora):
    client.post(reverse("account_request_login_code"), {"email": dora.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail(dora)})
    assert signed_in(client)


def test_a_mailed_code_still_asks_for_the_second_factor(client, agnes):
    client.post(reverse("account_request_login_code"), {"email": agnes.email})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_in_mail(agnes)})
    assert answer.url == reverse("mfa_authenticate")
    assert not signed_in(client)


def test_an_unknown_address_gets_the_same_page_for_a_mailed_code(client, territory, dora):
    known = client.post(reverse("account_request_login_code"), {"email": dora.email})
    unknown = client.post(reverse("account_request_login_code"), {"email": "x@example.org"})
    assert known.url == unknown.url


def test_a_new_password_by_mail_does_not_pass_the_second_factor(client, agnes):
    client.post(reverse("account_reset_password"), {"email": agnes.email})
    text = OutboxMessage.objects.get(recipient=agnes.email).text
    link = next(word for word in text.split() if "/mot-de-passe/nouveau/" in word)
    form = client.get(link, follow=True)
    new = {"password1": "staple horse battery", "password2": "staple horse battery"}
    client.post(form.request["PATH_INFO"], new)
    assert not signed_in(client)
    assert sign_in(client, agnes, "staple horse battery").url == reverse("mfa_authenticate")


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_the_other_logins_pass_nobody_by(client, agnes, path):
    client.post(path, {"username": agnes.email, "password": PASSWORD})
    assert not signed_in(client)


def test_the_desk_waits_for_a_factor(client, novice):
    client.force_login(novice)
    assert client.get(DESK).url == reverse("mfa_index")
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Votre rôle demande un second facteur" in page


def test_nothing_is_done_at_the_desk_without_a_factor(client, novice, bakery):
    client.force_login(novice)
    answer = client.post(reverse("shops:desk_admit", args=[bakery.slug]))
    assert answer.url == reverse("mfa_index")


def test_nobody_acts_for_a_shop_once_the_factor_is_gone(client, agnes, bakery):
    now = timezone.now()
    ActingSession.objects.create(
        shop=bakery, by=agnes, reason="Aide", started_at=now, expires_at=now + timedelta(hours=1)
    )
    client.force_login(agnes)
    space = reverse("pickup:pro_today", args=[bakery.slug])
    assert client.get(space).status_code == 200
    reset_second_factor(user=agnes)
    client.force_login(agnes)
    assert client.get(space).url == reverse("mfa_index")


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/reports/site-history/"])
def test_the_pages_editor_waits_for_a_factor(client, territory, path):
    operator = factories.make_user("op@example.org", is_superuser=True)
    client.force_login(operator)
    assert client.get(path).url == reverse("mfa_index")
    factories.add_totp(operator)
    assert client.get(path).status_code == 200


def test_a_shopper_needs_none(client, territory, dora):
    client.force_login(dora)
    assert client.get(reverse("pickup:account")).status_code == 200
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Votre rôle demande" not in page


def test_adding_a_factor_leads_back(client, novice):
    sign_in(client, novice)
    client.get(DESK)
    code = current_code(secret_to_scan(client))
    codes = client.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert f'href="{DESK}"' in codes.content.decode()
    assert client.get(DESK).status_code == 200


def test_the_secret_is_shown_as_picture_and_text_and_kept_encrypted(client, novice):
    sign_in(client, novice)
    secret = secret_to_scan(client)
    page = client.post(reverse("mfa_activate_totp"), {"code": "1"})
    assert secret in page.content.decode()
    assert b"<svg" in page.content
    client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    assert secret not in str(Authenticator.objects.get(type="totp").data)


@pytest.mark.django_db(transaction=True)
def test_sessions_from_before_the_factor_end(client, other_client, novice):
    sign_in(other_client, novice)
    sign_in(client, novice)
    secret = secret_to_scan(client)
    client.post(reverse("mfa_activate_totp"), {"code": current_code(secret)})
    assert client.get("/compte/").status_code == 200
    assert other_client.get("/compte/").status_code == 302


def test_a_recovery_code_opens_once(client, agnes):
    client.force_login(agnes)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_generate_recovery_codes"))
    codes = Authenticator.objects.get(user=agnes, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    for expected in (True, False):
        client.logout()
        sign_in(client, agnes)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in(client) is expected


def test_a_lost_factor_is_reset_and_every_session_ends(client, agnes):
    client.force_login(agnes)
    assert reset_second_factor(user=agnes) == 1
    assert not has_second_factor(agnes)
    assert client.get("/compte/").status_code == 302


def test_the_operator_resets_by_command(agnes, capsys):
    call_command("reset_second_factor", "AGNES@example.org")
    assert "1 factors removed" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@example.org")


def test_all_other_devices_are_signed_out(client, other_client, dora, territory):
    client.force_login(dora)
    other_client.force_login(dora)
    client.post(reverse("accounts:end_sessions"))
    assert client.get("/compte/").status_code == 200
    assert other_client.get("/compte/").status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
    ],
)
def test_the_security_pages_ask_who_one_is(client, territory, dora, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))
    sign_in(client, dora)
    assert client.get(reverse(name), follow=True).status_code == 200


def test_the_login_page_offers_three_ways(client, territory):
    page = client.get(reverse("account_login") + "?next=/pro/").content.decode()
    assert 'type="password"' in page
    assert "connexion/code/?next=" in page
    assert 'id="passkey_login"' in page


def test_who_has_not_proved_the_address_is_told_to_first(client, territory, dora):
    EmailAddress.objects.create(user=dora, email=dora.email, verified=False, primary=True)
    client.force_login(dora)
    page = client.get(reverse("mfa_index")).content.decode()
    assert 'name="action_send"' in page
