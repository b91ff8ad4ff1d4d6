"""Two workers and one message, on a database where both truly write at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.services import deliver_message

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS, MESSAGES = 4, 25


def run_at_once(work):
    """Run `work` in each worker for each message, all starting a message together."""
    barrier = Barrier(WORKERS)

    def run():
        try:
            for pk in OutboxMessage.objects.order_by("pk").values_list("pk", flat=True):
                barrier.wait(timeout=30)
                work(pk, barrier)
        except Exception:
            barrier.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        for future in [pool.submit(run) for _ in range(WORKERS)]:
            future.result()


@pytest.fixture
def messages(new_message):
    rows = [OutboxMessage(**vars(new_message(key=str(number)))) for number in range(MESSAGES)]
    return OutboxMessage.objects.bulk_create(rows)


def test_workers_that_deliver_at_once_send_each_message_once(messages):
    sent = []
    run_at_once(lambda pk, _: deliver_message(message_id=pk, send=lambda row: sent.append(row.pk)))
    assert sorted(sent) == [message.pk for message in messages]


def test_without_the_guarded_claim_they_send_doubles(messages, now):
    sent = []

    def deliver_unguarded(pk, barrier):
        free = OutboxMessage.objects.filter(pk=pk, locked_until=None).exists()
        barrier.wait(timeout=30)
        if free:
            sent.append(pk)
            OutboxMessage.objects.filter(pk=pk).update(locked_until=now)

    run_at_once(deliver_unguarded)
    assert len(sent) > MESSAGES
