"""Text messages: their length, and a provider that is a real HTTP server on this machine."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.error import HTTPError

import pytest

from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.services import deliver_message
from marketplace.notifications.sms import MAX_CHARACTERS, HttpSmsSender, fit_sms


class Provider(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.received.append((dict(self.headers), body))
        self.send_response(self.server.answer)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Keep the tests' output clean."""


@pytest.fixture
def provider(settings):
    server = HTTPServer(("127.0.0.1", 0), Provider)
    server.received, server.answer = [], 202
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.SMS_BACKEND = "marketplace.notifications.sms.HttpSmsSender"
    settings.SMS_HTTP_URL = f"http://127.0.0.1:{server.server_port}/messages"
    settings.SMS_HTTP_TOKEN, settings.SMS_SENDER = "secret", "Velune"
    yield server
    server.shutdown()
    server.server_close()


def send():
    HttpSmsSender().send(recipient="+33612345678", text="Code : 4821", message_id="<1@x>")


@pytest.mark.django_db
def test_a_text_message_reaches_the_provider_once(provider, enqueue, now):
    message = enqueue(channel="sms", recipient="+33612345678", text="Code 4821")
    assert deliver_message(message_id=message.pk, now=now)
    [(headers, body)] = provider.received
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Idempotency-Key"] == body["id"] == OutboxMessage.objects.get().message_id
    assert (body["from"], body["to"], body["text"]) == ("Velune", "+33612345678", "Code 4821")


@pytest.mark.parametrize("answer", [302, 400, 429, 500])
def test_any_answer_but_2xx_is_a_failure(provider, answer):
    provider.answer = answer
    with pytest.raises(HTTPError):
        send()


def test_a_provider_that_is_down_is_a_failure(settings, closed_port):
    settings.SMS_HTTP_URL = f"http://127.0.0.1:{closed_port}/"
    with pytest.raises(OSError, match="refused"):
        send()


@pytest.mark.django_db
def test_a_refused_text_message_is_put_off_with_the_reason(provider, enqueue, now):
    provider.answer = 503
    message = enqueue(channel="sms", recipient="+33612345678")
    assert not deliver_message(message_id=message.pk, now=now)
    message.refresh_from_db()
    assert "503" in message.last_error


def test_typography_is_written_in_the_gsm_alphabet():
    text = "C’est prêt chez « L’Établi » :\N{NO-BREAK SPACE}code 4821…"
    assert fit_sms(text) == "C'est pret chez \"L'Établi\" : code 4821..."


def test_a_long_text_loses_whole_lines_from_its_end_and_never_the_code():
    text = "Code 4821\n" + "x" * 400 + "\nhttps://velune.example/" + "y" * 60
    assert fit_sms(text) == "Code 4821\n" + "x" * 400


def test_one_long_line_stays_whole():
    line = "x" * (MAX_CHARACTERS + 50) + " code 4821"
    assert fit_sms(line) == line
