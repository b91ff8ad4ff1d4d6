"""Messages sent, waiting and failed, at the desk."""

import pytest
from django.db import transaction
from django.urls import reverse

from marketplace.notifications.exceptions import StillUnderWay
from marketplace.notifications.models import OutboxMessage
from marketplace.notifications.services import NewMessage, enqueue_messages, resend_message
from tests import factories


@pytest.fixture
def write(territory):
    def make(key="1", *, where=territory, **fields):
        new = NewMessage(
            territory=where,
            recipient=f"dora{key}@example.org",
            text="https://example.org/secret/jeton",
            subject="Votre commande",
            kind="order_placed",
            key=key,
        )
        with transaction.atomic():
            row = enqueue_messages([new])[0]
        OutboxMessage.objects.filter(pk=row.pk).update(**fields)
        return OutboxMessage.objects.get(pk=row.pk)

    return make


FAILED = {
    "state": "failed",
    "attempts": 5,
    "last_error": "SMTPRecipientsRefused: 550 no such user",
}
PAGE = "shops:desk_messages"


def test_a_message_shows_its_subject_and_never_its_links(desk, write):
    write()
    page = desk.get(reverse(PAGE)).content.decode()
    assert "Votre commande" in page
    assert "jeton" not in page


def test_a_failure_is_said_in_words(desk, write):
    write(**FAILED)
    page = desk.get(f"{reverse(PAGE)}?etat=echecs").content.decode()
    assert "L’adresse a été refusée" in page
    assert "SMTPRecipientsRefused" not in page


def test_filters_show_their_own(desk, write):
    write("1", **FAILED)
    write("2")
    waiting = desk.get(f"{reverse(PAGE)}?etat=en-attente").context["page"]
    assert [message.key for message in waiting] == ["2"]


def test_a_message_is_found_by_its_reader(desk, write):
    write("1")
    write("2")
    found = desk.get(f"{reverse(PAGE)}?q=DORA2").context["page"]
    assert [message.key for message in found] == ["2"]


def test_messages_of_another_territory_are_not_here(desk, write):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    message = write(where=elsewhere, **FAILED)
    assert not desk.get(reverse(PAGE)).context["page"].object_list
    assert desk.post(reverse("shops:desk_message_resend", args=[message.pk])).status_code == 404


def test_a_failed_message_goes_out_once_more_on_record(desk, write, agnes):
    message = write(**FAILED)
    desk.post(reverse("shops:desk_message_resend", args=[message.pk]))
    message.refresh_from_db()
    assert message.state in ("pending", "sent")
    assert message.resent_by == agnes


def test_only_a_failed_message_is_sent_again(write, agnes):
    with pytest.raises(StillUnderWay):
        resend_message(message=write(), by=agnes)


def test_every_message_of_an_order_names_its_territory(bread, territory):
    factories.make_order(bread)
    assert {message.territory for message in OutboxMessage.objects.all()} == {territory}


def test_many_messages_ask_no_more_of_the_database(desk, write, django_assert_max_num_queries):
    for number in range(12):
        write(str(number))
    with django_assert_max_num_queries(12):
        desk.get(reverse(PAGE))
