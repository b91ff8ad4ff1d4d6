"""The account's mails take the outbox."""

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.test import RequestFactory

from marketplace.notifications.account_mail import OutboxAccountAdapter
from marketplace.notifications.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_velune(territory):
    request = RequestFactory().get("/")
    request.territory = territory
    with context.request_context(request):
        yield request


def send_reset(adapter):
    link = {"password_reset_url": "http://testserver/x/?a=1&b=2", "user": "dora"}
    adapter.send_mail("account/email/password_reset_key", "dora@example.org", link)


def test_the_account_adapter_is_the_outbox(request_of_velune):
    assert isinstance(get_adapter(), OutboxAccountAdapter)


def test_a_password_reset_waits_in_the_outbox(request_of_velune):
    send_reset(OutboxAccountAdapter())
    message = OutboxMessage.objects.get()
    assert (message.kind, message.recipient) == ("account_password_reset_key", "dora@example.org")
    assert "http://testserver/x/?a=1&b=2" in message.text
    assert 'href="http://testserver/x/?a=1&amp;b=2"' in message.html


def test_the_mail_speaks_for_the_territory(request_of_velune):
    send_reset(OutboxAccountAdapter())
    message = OutboxMessage.objects.get()
    assert message.sender_name == "Haut-Velune"
    assert "Haut-Velune" in message.text
    assert "example.com" not in message.text


@pytest.mark.django_db(transaction=True)
def test_a_dead_relay_breaks_no_page(request_of_velune, dead_relay):
    send_reset(OutboxAccountAdapter())
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == ("pending", 1)
