"""Messages are written with the fact that they tell, once, and leave after the commit."""

import pytest
from django.core import mail
from django.db import transaction

from marketplace.notifications import services, tasks
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.queries import for_reference
from marketplace.notifications.services import enqueue_messages

pytestmark = pytest.mark.django_db


def test_the_same_key_twice_keeps_one_message(enqueue):
    first = enqueue(text="Votre code : 4821")
    second = enqueue(text="Votre code : 9999")
    assert second.pk == first.pk
    assert OutboxMessage.objects.get().text == "Votre code : 4821"


def test_the_same_key_twice_in_one_call_keeps_one_message(new_message):
    with transaction.atomic():
        rows = enqueue_messages([new_message(), new_message()])
    assert len(rows) == 1
    assert OutboxMessage.objects.count() == 1


def test_what_nobody_has_tried_to_send_is_taken_back(enqueue, now):
    sent = enqueue(key="one", kind="shop_news", reference="news-1")
    services.deliver_message(message_id=sent.pk, now=now)
    enqueue(key="two", kind="shop_news", reference="news-1")
    other = enqueue(key="three", kind="shop_news", reference="news-2")
    assert services.take_back_messages(kind="shop_news", reference="news-1") == 1
    assert set(OutboxMessage.objects.all()) == {sent, other}


def test_a_key_already_sent_is_not_sent_again(enqueue, now):
    message = enqueue()
    services.deliver_message(message_id=message.pk, now=now)
    again = enqueue()
    assert not services.deliver_message(message_id=again.pk, now=now)
    assert len(mail.outbox) == 1


def test_several_messages_cost_one_query(new_message, django_assert_num_queries):
    messages = [new_message(key=f"order_placed:{number}") for number in range(4)]
    with transaction.atomic(), django_assert_num_queries(1):
        rows = enqueue_messages(messages)
    assert all(row.pk for row in rows)


@pytest.mark.django_db(transaction=True)
def test_messages_outside_a_transaction_are_refused(new_message):
    with pytest.raises(transaction.TransactionManagementError):
        enqueue_messages([new_message()])


@pytest.mark.django_db(transaction=True)
def test_a_committed_message_is_sent(new_message):
    with transaction.atomic():
        enqueue_messages([new_message()])
        assert not mail.outbox
    assert [email.subject for email in mail.outbox] == ["Commande notée"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_or_kept_when_the_transaction_rolls_back(new_message):
    with transaction.atomic():
        enqueue_messages([new_message()])
        transaction.set_rollback(True)
    assert not mail.outbox
    assert not OutboxMessage.objects.exists()


@pytest.fixture
def dead_broker(closed_port):
    """A Celery application whose broker refuses connections."""
    conf = tasks.deliver.app.conf
    names = ["task_always_eager", "broker_url", "broker_transport_options"]
    before = {name: conf[name] for name in names}
    at_once = {"max_retries": 1, "interval_start": 0, "interval_step": 0}
    after = [False, f"redis://127.0.0.1:{closed_port}/0", at_once]
    conf.update(dict(zip(names, after, strict=True)))
    _forget_connections(tasks.deliver.app)
    yield
    conf.update(before)
    _forget_connections(tasks.deliver.app)


def _forget_connections(app):
    """Make Celery connect by the settings of now: it keeps its pool and its producers."""
    app._pool = None
    app.__dict__.pop("amqp", None)


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_leaves_the_message_to_the_sweep(new_message, dead_broker, caplog):
    with transaction.atomic():
        enqueue_messages([new_message()])
    assert not mail.outbox
    assert "wait for the sweep" in caplog.text
    assert services.sweep_outbox() == 1


def test_typed_text_cannot_break_the_headers(enqueue, now):
    message = enqueue(subject="Commande\r\nBcc: x@example.org " + "x" * 300, sender_name="a\nb")
    assert services.deliver_message(message_id=message.pk, now=now)
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].from_email.startswith("a b <")


def test_messages_are_found_by_their_reference(enqueue):
    enqueue(key="1", reference="AB12CD")
    enqueue(key="2", reference="ZZ99ZZ")
    assert [message.key for message in for_reference("AB12CD")] == ["1"]
