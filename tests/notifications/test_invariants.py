"""What the audit says of the outbox."""

from datetime import timedelta

import pytest

from marketplace.notifications.invariants import check
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.services import deliver_message

pytestmark = pytest.mark.django_db


def test_a_healthy_outbox_breaks_nothing(enqueue, now, dead_relay):
    deliver_message(message_id=enqueue(key="put off").pk, now=now)
    enqueue(key="waiting")
    assert list(check(now + timedelta(minutes=5))) == []


def test_a_message_forgotten_for_half_an_hour_is_told(enqueue, now):
    message = enqueue()
    [sentence] = check(now + timedelta(minutes=31))
    assert sentence.startswith(f"Message {message.pk} is due since more than 30 minutes")


def test_a_failure_without_reason_is_told(enqueue, now):
    enqueue()
    OutboxMessage.objects.update(state="failed")
    assert "without a reason" in next(check(now))
