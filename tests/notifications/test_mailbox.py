"""The demo's mailbox: a folder of messages, and its pages."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from marketplace.notifications import views
from marketplace.notifications.mailbox import MailboxSmsSender, read_mailbox, read_message


def send_email(subject="Commande notée"):
    email = EmailMultiAlternatives(subject, "Code : 4821 – à bientôt", to=["dora@example.org"])
    email.attach_alternative("<html><head></head><p>Code <b>4821</b></p></html>", "text/html")
    email.send()


def send_sms():
    MailboxSmsSender().send(recipient="+33612345678", text="Prêt : 4821", message_id="<1@x>")


def test_an_email_is_read_back_as_it_was_sent(mailbox_dir):
    send_email()
    [entry] = read_mailbox(mailbox_dir)
    assert (entry.kind, entry.to, entry.subject) == ("email", "dora@example.org", "Commande notée")
    assert entry.text == "Code : 4821 – à bientôt"
    assert "<b>4821</b>" in entry.html


def test_a_text_message_is_read_back_as_it_was_sent(mailbox_dir):
    send_sms()
    [entry] = read_mailbox(mailbox_dir)
    assert (entry.kind, entry.to, entry.text) == ("sms", "+33612345678", "Prêt : 4821")
    assert entry.date.tzinfo is not None


def test_the_newest_message_comes_first(mailbox_dir):
    send_email("one")
    send_email("two")
    send_sms()
    assert [entry.subject for entry in read_mailbox(mailbox_dir)] == ["", "two", "one"]


def test_a_folder_not_yet_made_is_an_empty_mailbox(tmp_path):
    assert read_mailbox(tmp_path / "nothing") == []


def test_what_is_no_message_is_left_out_or_shown_bare(mailbox_dir):
    send_email()
    (mailbox_dir / "20200101-bad.eml").write_bytes(
        b"\xff\xfe\x00 Date: never\nContent-Type: x/;\n"
    )
    (mailbox_dir / "half.part").write_bytes(b"Subject: half")
    assert "Commande notée" in [entry.subject for entry in read_mailbox(mailbox_dir)]


def test_a_name_cannot_leave_the_folder(mailbox_dir):
    send_email()
    (mailbox_dir.parent / "secret.eml").write_text("Subject: secret\n\nx")
    assert read_message(mailbox_dir, "../secret") is None


def test_links_of_a_preview_open_in_the_window(mailbox_dir):
    send_email()
    assert '<base target="_top">' in read_mailbox(mailbox_dir)[0].preview


def test_there_is_no_mailbox_without_its_folder(settings):
    settings.MAILBOX_DIR = None
    with pytest.raises(Http404):
        views.mailbox(RequestFactory().get("/"))
    with pytest.raises(Http404):
        views.mailbox_message(RequestFactory().get("/"), name="x")


def test_the_pages_show_the_list_and_each_message(mailbox_dir, client, territory):
    send_email()
    send_sms()
    page = client.get(reverse("mailbox:mailbox"))
    assert "Commande notée" in page.text
    for entry in read_mailbox(mailbox_dir):
        page = client.get(reverse("mailbox:mailbox_message", args=[entry.name]))
        assert "4821" in page.text


def test_the_html_of_a_message_stays_in_a_sandbox(mailbox_dir, client, territory):
    send_email()
    [entry] = read_mailbox(mailbox_dir)
    page = client.get(reverse("mailbox:mailbox_message", args=[entry.name]))
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page.text
    assert "&lt;b&gt;4821&lt;/b&gt;" in page.text


def test_an_unknown_message_is_not_found(mailbox_dir, client, territory):
    assert client.get(reverse("mailbox:mailbox_message", args=["nothing"])).status_code == 404
