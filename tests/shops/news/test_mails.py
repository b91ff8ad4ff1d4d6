"""News by mail: once to each person who follows the shop and wants to hear of it."""

import pytest
from django.core import mail
from django.utils import timezone, translation

from marketplace.accounts.preferences import Kind, set_preference
from marketplace.notifications.models import OutboxMessage
from shops.favourites.services import keep
from shops.news import mails
from shops.news.services import change_news, publish_news, put_back_news, withdraw_news
from shops.news.tasks import mail_due_news
from tests.factories import make_news, make_shop, make_user

pytestmark = pytest.mark.django_db

ADD = "/pro/le-fournil/nouvelles/publier/"


@pytest.fixture
def follow(bakery):
    """Let people follow the bakery."""

    def make(*people):
        for person in people:
            keep(user=person, target=bakery, now=timezone.now())

    return make


@pytest.fixture
def publish(bakery, django_capture_on_commit_callbacks):
    """Publish news and let the workers work."""

    def make(title="Le seigle est revenu", **fields):
        with django_capture_on_commit_callbacks(execute=True):
            facts = {"text": "Chaque vendredi,\nà l’ouverture.", "mail": True} | fields
            return publish_news(shop=bakery, title=title, **facts)

    return make


def written():
    return OutboxMessage.objects.filter(kind="shop_news")


def test_each_follower_gets_one_mail(follow, publish, dora, alice):
    follow(dora, alice)
    item = publish()
    item.refresh_from_db()
    assert {message.to[0] for message in mail.outbox} == {dora.email, alice.email}
    assert item.mailed_at


def test_who_does_not_want_news_gets_none(follow, publish, dora):
    follow(dora)
    set_preference(user=dora, kind=Kind.SHOP_NEWS, wanted=False, now=timezone.now())
    publish()
    assert not written().exists()


def test_without_the_tick_nobody_is_written_to(follow, publish, dora):
    follow(dora)
    publish(mail=False)
    assert not written().exists()


def test_the_mail_says_who_what_and_how_to_stop_it(follow, publish, dora):
    follow(dora)
    item = publish()
    sent, row = mail.outbox[0], written().get()
    html = sent.alternatives[0][0]
    assert sent.subject == "Le Fournil : Le seigle est revenu"
    assert sent.reply_to == ["le-fournil@example.org"]
    for body in (sent.body, html):
        assert "Chaque vendredi," in body
        assert item.get_absolute_url() in body
        assert row.unsubscribe_url in body
        assert "parce que vous suivez Le Fournil" in body
    assert "à l’ouverture." in sent.body
    assert "vendredi,<br>à l’ouverture." in html
    assert sent.extra_headers["List-Unsubscribe"] == f"<{row.unsubscribe_url}>"


def test_html_is_escaped_and_text_is_not(follow, publish, dora):
    follow(dora)
    publish(title="Pain <b>bis</b> & brioche")
    sent = mail.outbox[0]
    assert "Pain <b>bis</b> & brioche" in sent.subject
    assert "Pain &lt;b&gt;bis&lt;/b&gt; &amp; brioche" in sent.alternatives[0][0]


def test_it_is_in_the_site_s_language_whatever_the_shopkeeper_reads(follow, publish, dora):
    follow(dora)
    with translation.override("en"):
        publish()
    assert "Lire sur le site" in mail.outbox[0].body


def test_its_link_ends_the_news_in_one_click(client, follow, publish, dora):
    follow(dora)
    publish()
    client.post("/" + written().get().unsubscribe_url.split("/", 3)[3])
    publish("Encore")
    assert written().count() == 1


def test_reworded_or_put_back_it_is_not_sent_again(
    follow, publish, dora, django_capture_on_commit_callbacks
):
    follow(dora)
    item = publish()
    item.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        change_news(item=item, title="Autre", text="Encore.", mail=True)
        withdraw_news(item=item)
        put_back_news(item=item)
    assert written().count() == 1


def test_withdrawn_before_the_worker_comes_it_is_not_sent(bakery, follow, dora):
    follow(dora)
    item = publish_news(shop=bakery, title="Erreur", text="Oups.", mail=True)
    withdraw_news(item=item)
    assert mails.write_mails(item_id=item.pk) == 0
    assert not written().exists()


def test_what_waits_in_the_outbox_is_taken_back(bakery, follow, dora):
    follow(dora)
    item = publish_news(shop=bakery, title="Erreur", text="Oups.", mail=True)
    mails.write_mails(item_id=item.pk)
    withdraw_news(item=item)
    assert not written().exists()
    put_back_news(item=item)
    assert mails.write_mails(item_id=item.pk) == 1


def test_it_can_be_sent_later_from_the_form(follow, dora, bakery, publish):
    follow(dora)
    item = publish(mail=False)
    change_news(item=item, title=item.title, text=item.text, mail=True)
    assert mails.write_mails(item_id=item.pk) == 1


def test_a_lost_task_is_made_up_for(bakery, follow, dora):
    follow(dora)
    publish_news(shop=bakery, title="Perdue", text="Ou presque.", mail=True)
    for _ in range(2):
        mail_due_news()
    assert written().count() == 1


def test_what_is_no_news_any_more_is_not_mailed(bakery, follow, dora):
    follow(dora)
    make_news(bakery, mail_asked_at=timezone.now() - mails.FRESH)
    mail_due_news()
    assert not written().exists()


def test_the_news_of_a_shop_without_a_page_is_not_mailed(territory, dora):
    forge = make_shop(territory, status="paused")
    keep(user=dora, target=forge, now=timezone.now())
    item = make_news(forge, mail_asked_at=timezone.now())
    assert mails.write_mails(item_id=item.pk) == 0


def test_many_are_written_to_in_parts(bakery, follow, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(mails, "BATCH", 4)
    follow(*(make_user() for _ in range(9)))
    item = make_news(bakery, mail_asked_at=timezone.now())
    with django_assert_max_num_queries(20):
        assert mails.write_mails(item_id=item.pk) == 9
    assert written().count() == 9


def test_the_form_says_how_many_would_get_it(client, alice, bakery, follow, dora):
    client.force_login(alice)
    assert 'name="mail"' not in client.get(ADD).text
    follow(dora, alice)
    page = client.get(ADD).text
    assert "L’envoyer à ceux qui suivent le commerce (2 personnes)" in page
    assert client.get(ADD).context["form"]["mail"].value()


def test_its_tick_is_obeyed(client, alice, bakery, follow, dora):
    client.force_login(alice)
    follow(dora)
    client.post(ADD, {"title": "Sans", "text": "Courriel."})
    client.post(ADD, {"title": "Avec", "text": "Courriel.", "mail": "on"})
    assert [item.mail_asked_at is not None for item in bakery.news.all()] == [True, False]


def test_what_was_sent_offers_no_second_time(client, alice, bakery, follow, dora):
    follow(dora)
    client.force_login(alice)
    item = make_news(bakery, mail_asked_at=timezone.now())
    page = client.get(f"/pro/le-fournil/nouvelles/{item.pk}/").text
    assert 'name="mail"' not in page
    assert "une seule fois" in page
