"""Due messages go out once; what fails is put off, then given up and shown."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError

from marketplace.notifications.exceptions import SendingError
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.queries import due, failed
from marketplace.notifications.services import (
    CLAIM,
    GIVE_UP_AFTER,
    claim_message,
    deliver_message,
    sweep_outbox,
)

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


def refuse(message):
    raise SendingError("451 come back later")


def test_an_email_carries_text_html_and_its_stable_message_id(enqueue, now, settings):
    settings.DEFAULT_FROM_EMAIL = "Marché <marche@velune.example>"
    message = enqueue(sender_name="L’Établi", reply_to="etabli@example.org")
    deliver_message(message_id=message.pk, now=now)
    email = mail.outbox[0].message()
    assert email["Message-ID"] == OutboxMessage.objects.get().message_id
    assert email["Reply-To"] == "etabli@example.org"
    assert [part.get_content_type() for part in email.get_payload()] == ["text/plain", "text/html"]


def test_the_shop_name_stands_on_the_site_address(enqueue, now, settings):
    settings.DEFAULT_FROM_EMAIL = "Marché <marche@velune.example>"
    message = enqueue(sender_name="La Ferme")
    deliver_message(message_id=message.pk, now=now)
    assert mail.outbox[0].from_email == "La Ferme <marche@velune.example>"


def test_a_sent_message_knows_when(enqueue, now):
    message = enqueue()
    assert deliver_message(message_id=message.pk, now=now)
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.locked_until) == (State.SENT, now, None)


def test_a_relay_that_is_down_puts_the_message_off(enqueue, now, dead_relay):
    message = enqueue()
    assert not deliver_message(message_id=message.pk, now=now)
    message.refresh_from_db()
    assert message.state == State.PENDING
    assert message.next_attempt_at == now + timedelta(minutes=1)
    assert "ConnectionRefusedError" in message.last_error


def test_a_message_put_off_waits_for_its_time(enqueue, now):
    message = enqueue()
    deliver_message(message_id=message.pk, now=now, send=refuse)
    assert not deliver_message(message_id=message.pk, now=now + timedelta(seconds=59))
    assert deliver_message(message_id=message.pk, now=now + timedelta(seconds=60))


def test_attempts_grow_apart_then_end_after_five_days(enqueue, now):
    message, moments = enqueue(), []
    while message.state == State.PENDING:
        moments.append(message.next_attempt_at - now)
        deliver_message(message_id=message.pk, now=message.next_attempt_at, send=refuse)
        message.refresh_from_db()
    assert [int(moment.total_seconds() // 60) for moment in moments[:6]] == [0, 1, 6, 21, 81, 321]
    assert GIVE_UP_AFTER - timedelta(hours=4) < moments[-1] <= GIVE_UP_AFTER
    assert list(failed()) == [message]


def test_a_message_found_after_a_long_stop_gets_more_than_one_attempt(enqueue, now):
    message = enqueue()
    deliver_message(message_id=message.pk, now=now + timedelta(days=9), send=refuse)
    message.refresh_from_db()
    assert message.state == State.PENDING


def test_a_message_to_nobody_is_never_called_sent(enqueue, now):
    message = enqueue(recipient="")
    assert not deliver_message(message_id=message.pk, now=now)


def test_a_second_delivery_during_the_first_sends_nothing(enqueue, now):
    sent = []

    def send(message):
        sent.append(message.pk)
        assert not deliver_message(message_id=message.pk, now=now, send=send)

    assert deliver_message(message_id=enqueue().pk, now=now, send=send)
    assert len(sent) == 1


def test_a_claim_ends_when_its_process_died(enqueue, now):
    message = enqueue()
    assert claim_message(message_id=message.pk, now=now)
    assert not due(now + CLAIM - timedelta(seconds=1)).exists()
    assert sweep_outbox(now=now + CLAIM) == 1


def test_a_late_failure_leaves_a_later_claim_alone(enqueue, now):
    message = enqueue()

    def fail_after_the_claim_ended(message):
        claim_message(message_id=message.pk, now=now + CLAIM)
        refuse(message)

    deliver_message(message_id=message.pk, now=now, send=fail_after_the_claim_ended)
    message.refresh_from_db()
    assert message.locked_until == now + CLAIM + CLAIM


def test_the_sweep_goes_on_after_a_failure(enqueue, now):
    bad, good = enqueue(key="bad", recipient=""), enqueue(key="good")
    assert sweep_outbox(now=now) == 1
    assert [row.pk for row in OutboxMessage.objects.filter(state=State.SENT)] == [good.pk]
    assert OutboxMessage.objects.get(pk=bad.pk).attempts == 1


def test_the_sweep_takes_no_more_than_its_limit(enqueue, now):
    for number in range(3):
        enqueue(key=str(number))
    assert sweep_outbox(now=now, limit=2) == 2


def test_a_message_is_not_sent_without_its_instant(enqueue):
    message = enqueue()
    with pytest.raises(IntegrityError):
        OutboxMessage.objects.filter(pk=message.pk).update(state=State.SENT)


def test_what_may_be_left_says_how_in_one_click(enqueue, now):
    url = "https://velune.example/lettre/1:abc/"
    deliver_message(message_id=enqueue(unsubscribe_url=url).pk, now=now)
    email = mail.outbox[0].message()
    assert email["List-Unsubscribe"] == f"<{url}>"
    assert email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_order_s_mail_cannot_be_left(enqueue, now):
    deliver_message(message_id=enqueue().pk, now=now)
    assert mail.outbox[0].message()["List-Unsubscribe"] is None
