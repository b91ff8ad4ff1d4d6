"""One login: every other way in leads to it, and guessing is limited in all processes."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from marketplace.notifications.models import OutboxMessage
from tests import factories

LOGIN = "/compte/connexion/"


def routes(resolver=None, prefix="", namespace=""):
    """Walk the resolver: every route with its full path and name."""
    for part in (resolver or get_resolver()).url_patterns:
        path = prefix + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from routes(part, path, f"{namespace}{part.namespace or ''}:")
        elif isinstance(part, URLPattern):
            yield path, f"{namespace}{part.name or ''}"


def login_paths():
    words = ("login", "connexion")
    found = {
        path
        for path, name in routes()
        if any(word in f"{path} {name}".lower() for word in words) and "<" not in path
    }
    return sorted("/" + path.replace("^", "").replace("$", "").lstrip("/") for path in found)


def test_the_walk_sees_the_logins_of_other_packages():
    assert {LOGIN, "/admin/login/", "/_util/login/"} <= set(login_paths())


@pytest.mark.parametrize("path", login_paths())
def test_only_the_one_login_asks_for_a_password(client, territory, path):
    answer = client.get(path)
    if path == LOGIN:
        assert b'type="password"' in answer.content
    else:
        assert b'type="password"' not in answer.content
    if not path.startswith(LOGIN):
        assert answer.status_code in (301, 302, 404, 405)


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_the_other_logins_take_no_password(client, territory, dora, path):
    sent = {"username": dora.email, "password": "correct horse battery"}
    assert client.post(path, sent).url.startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_the_way_on_is_kept(client, territory):
    assert client.get("/admin/login/?next=/admin/pages/").url == f"{LOGIN}?next=/admin/pages/"


def test_no_login_sends_people_to_another_site(client, territory):
    assert client.get("/admin/login/?next=https://evil.example/").url == f"{LOGIN}?next=/"
    answer = sign_in(client, factories.make_user().email, next="https://evil.example/")
    assert "evil" not in answer.url


@pytest.mark.parametrize("path", ["/admin/", "/pro/le-fournil/fiche/", "/association/"])
def test_closed_doors_lead_to_the_one_login(client, bakery, path):
    assert client.get(path).url == f"{LOGIN}?next={path}"


@pytest.mark.parametrize(
    "path", ["/admin/password_reset/", "/dashboard/login/", "/accounts/login/"]
)
def test_no_second_password_reset_or_login_answers(client, territory, path):
    answer = client.get(path)
    assert answer.status_code == 404 or answer.url.startswith(LOGIN)


def test_a_right_password_opens(client, territory, dora):
    assert sign_in(client, dora.email).status_code == 302
    assert client.session["_auth_user_id"] == str(dora.pk)


def test_an_address_is_known_in_any_case(client, territory, dora):
    assert sign_in(client, "DORA@Example.org").status_code == 302


def test_the_sixth_try_is_refused_even_with_the_right_password(client, territory, dora):
    for _ in range(5):
        assert sign_in(client, dora.email, "wrong").status_code == 200
    answer = sign_in(client, dora.email)
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 429 or answer.context["form"].errors


def test_another_person_still_gets_in(client, territory, dora):
    for _ in range(6):
        sign_in(client, dora.email, "wrong")
    assert sign_in(client, factories.make_user().email).status_code == 302


def test_an_unknown_address_gets_the_same_answer(client, territory, dora):
    known = sign_in(client, dora.email, "wrong")
    unknown = sign_in(client, "nobody@example.org", "wrong")
    assert known.context["form"].errors == unknown.context["form"].errors


def test_the_count_of_tries_is_shared_by_all_processes():
    assert "locmem" not in settings.CACHES["default"]["BACKEND"].lower()
    assert "dummy" not in type(caches["default"]).__module__


def test_leaving_leads_home(client, territory, dora):
    client.force_login(dora)
    assert client.post(reverse("account_logout")).url == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_inactive",
    ],
)
def test_the_accounts_pages_answer_in_french_addresses(client, territory, name):
    assert reverse(name).startswith("/compte/")
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_change_password", "account_email"])
def test_the_accounts_own_pages_ask_to_sign_in(client, territory, dora, name):
    assert client.get(reverse(name)).url.startswith(LOGIN)
    client.force_login(dora)
    assert client.get(reverse(name)).status_code == 200


def test_a_forgotten_password_is_mailed_a_link_that_works(client, territory, dora):
    client.post(reverse("account_reset_password"), {"email": dora.email})
    text = OutboxMessage.objects.get(recipient=dora.email).text
    link = next(word for word in text.split() if "/compte/mot-de-passe/nouveau/" in word)
    page = client.get(link, follow=True)
    assert b'name="password1"' in page.content


def sign_in(client, email, password="correct horse battery", **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_signing_in_leads_where_one_wanted_to_go(client, territory):
    page = client.get(f"{LOGIN}?next=/pro/").content.decode()
    assert '<input type="hidden" name="next" value="/pro/"' in page
