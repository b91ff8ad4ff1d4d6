"""Notifications on phones, and a push service that is a real HTTP server on this machine."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import http_ece
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import b64urlencode

from marketplace.accounts.person import person_of
from marketplace.notifications import privacy, push
from marketplace.notifications.exceptions import SubscriptionRefused
from marketplace.notifications.models import OutboxMessage, PushSubscription
from marketplace.notifications.services import deliver_message
from tests.factories import make_user

pytestmark = pytest.mark.django_db
SECRET = b"0123456789abcdef"
RAW = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.headers, body))
        self.send_response(self.server.answer)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        """Keep the tests' output clean."""


@pytest.fixture
def service(settings):
    server = HTTPServer(("127.0.0.1", 0), Service)
    server.received, server.answer = [], 201
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    server.origin = f"http://127.0.0.1:{server.server_port}"
    settings.PUSH_SERVICES = [server.origin]
    settings.VAPID_PRIVATE_KEY = push.new_private_key()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser():
    """The private half of a browser's keys."""
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def phone(service, browser, user):
    return push.subscribe(
        user=user, topic="shop:1", endpoint=f"{service.origin}/abc", **keys_of(browser)
    )


def keys_of(browser):
    point = browser.public_key().public_bytes(*RAW)
    return {"p256dh": b64urlencode(point), "auth": b64urlencode(SECRET)}


@pytest.fixture
def message(enqueue, phone):
    return enqueue(
        channel="push",
        recipient=str(phone.pk),
        subject="Nouvelle commande",
        text="Dora, 17 h",
        url="https://velune.example/pro/",
        html="",
    )


def test_a_notification_reaches_the_phone_and_nobody_between_reads_it(
    message, service, browser, now
):
    assert deliver_message(message_id=message.pk, now=now)
    [(headers, body)] = service.received
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["Authorization"].startswith("vapid t=")
    assert b"Dora" not in body
    told = json.loads(http_ece.decrypt(body, private_key=browser, auth_secret=SECRET))
    assert told == {
        "title": "Nouvelle commande",
        "body": "Dora, 17 h",
        "url": "https://velune.example/pro/",
        "tag": "AB12CD",
    }


@pytest.mark.parametrize("answer", [404, 410])
def test_a_phone_that_is_gone_is_forgotten_with_its_message(message, service, now, answer):
    service.answer = answer
    assert not deliver_message(message_id=message.pk, now=now)
    assert not PushSubscription.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("answer", [302, 400, 429, 500])
def test_any_other_answer_is_put_off(message, phone, service, now, answer):
    service.answer = answer
    assert not deliver_message(message_id=message.pk, now=now)
    message.refresh_from_db()
    phone.refresh_from_db()
    assert (message.state, phone.failures) == ("pending", 1)
    service.answer = 201
    assert deliver_message(message_id=message.pk, now=message.next_attempt_at)
    phone.refresh_from_db()
    assert phone.failures == 0


def test_a_message_to_who_unsubscribed_goes_nowhere(message, phone, service, user, now):
    push.unsubscribe(user=user, topic="shop:1", endpoint=phone.endpoint)
    assert not deliver_message(message_id=message.pk, now=now)
    assert service.received == []


def test_a_phone_that_comes_again_is_known_once(phone, service, browser, user):
    other = make_user()
    push.subscribe(user=other, topic="shop:2", endpoint=phone.endpoint, **keys_of(browser))
    assert PushSubscription.objects.get().user == other
    push.unsubscribe(user=user, topic="shop:1", endpoint=phone.endpoint)
    assert PushSubscription.objects.count() == 1


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example\\.push.apple.com/x",
        "https://a@web.push.apple.com/x",
        "https://127.0.0.1/x",
        "https://web.push.apple.com/\0",
        "https://web.push.apple.com/" + "x" * 500,
        "",
    ],
)
def test_the_server_calls_no_address_but_those_of_browsers_makers(endpoint, user, browser):
    with pytest.raises(SubscriptionRefused):
        push.subscribe(user=user, topic="shop:1", endpoint=endpoint, **keys_of(browser))


@pytest.mark.parametrize(
    "endpoint",
    ["https://fcm.googleapis.com/fcm/send/a:b-_c", "https://web.push.apple.com/QOX?a=%20"],
)
def test_browsers_makers_are_known(endpoint):
    assert push.is_push_service(endpoint)


@pytest.mark.parametrize("keys", [{}, {"p256dh": "x" * 90}, {"p256dh": "", "auth": "x" * 22}])
def test_without_its_keys_no_browser_is_taken(service, user, keys):
    with pytest.raises(SubscriptionRefused):
        push.subscribe(
            user=user,
            topic="shop:1",
            endpoint=f"{service.origin}/abc",
            **({"p256dh": "", "auth": ""} | keys),
        )


def test_without_a_key_nothing_is_offered(settings):
    settings.VAPID_PRIVATE_KEY, settings.VAPID_KEY_FILE = "", None
    assert push.public_key() == ""


def test_the_demo_makes_its_key_once_and_keeps_it(settings, tmp_path):
    settings.VAPID_PRIVATE_KEY, settings.VAPID_KEY_FILE = "", tmp_path / "var" / "vapid.key"
    assert push.public_key() == push.public_key() != ""
    assert settings.VAPID_KEY_FILE.stat().st_mode & 0o077 == 0
    assert len(list(settings.VAPID_KEY_FILE.parent.iterdir())) == 1


def test_phones_are_exported_and_forgotten(phone, user, now):
    person = person_of(user)
    assert privacy.export(person)["phones to notify"][0]["endpoint"] == phone.endpoint
    privacy.erase(person, now)
    assert not PushSubscription.objects.exists()
