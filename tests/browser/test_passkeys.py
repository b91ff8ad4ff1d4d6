"""A passkey of the device, added and used; the browser's own virtual authenticator holds it."""

import pytest

from tests import factories
from tests.browser.conftest import PASSWORD, log_in, nothing_overflows


@pytest.fixture
def named_host(live_server):
    """Passkeys need a host with a name: browsers refuse them on numbers."""
    live_server.thread.host = "localhost"
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def passkey_page(chromium, market, named_host, width):
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, base_url=named_host, locale="fr-FR"
    )
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()


def test_a_passkey_is_added_and_opens_the_account(passkey_page):
    page = passkey_page
    log_in(page, "alice@example.org")
    page.goto("/compte/securite/cles/ajouter/")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.get_by_label("Nom de cette clé").fill("Téléphone d’Alice")
    assert nothing_overflows(page)
    page.get_by_role("button", name="Créer la clé").click()
    page.wait_for_url("**/compte/securite/codes/")
    leave(page)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.wait_for_url("**/compte/")
    assert page.get_by_role("heading", level=1).inner_text() == "Bonjour Alice"


def test_a_passkey_passes_the_second_factor(passkey_page, market):
    page = passkey_page
    factories.make_desk_member(market)
    log_in(page, "agnes@example.org")
    assert "double-facteur" in page.url
    assert nothing_overflows(page)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.locator("#passkey-error").wait_for(state="visible")


def leave(page):
    page.context.clear_cookies()
    page.goto("/compte/connexion/")
