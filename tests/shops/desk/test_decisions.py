"""Deciding reports of content, with reasons."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from marketplace.notifications.models import OutboxMessage
from shops.catalogue.services import archive_product, publish_product
from shops.exceptions import CannotPublish, TransitionRefused, Withheld
from shops.news.services import put_back_news
from shops.reports.decisions import Ruling, decide_report, lift_decision
from shops.reports.models import Report
from shops.reports.services import Notice, file_report
from tests.factories import make_news

NOTICE = Notice(
    category="food",
    explanation="Le lait n’est pas indiqué.",
    good_faith=True,
    reporter_name="Dora",
    reporter_email="dora@example.org",
)
RULING = {"facts": "Le lait manque.", "ground": "law", "rule": "Règlement 1169/2011, art. 14."}


@pytest.fixture
def report(bread):
    return file_report(target=bread, notice=NOTICE)


def mails(kind):
    return OutboxMessage.objects.filter(kind=kind)


def url(report):
    return reverse("shops:desk_report", args=[report.reference])


def test_taking_a_product_off_tells_both_sides_why(report, agnes, bread):
    decide_report(report=report, ruling=Ruling(decision="withdrawn", **RULING), by=agnes)
    bread.refresh_from_db()
    assert bread.status == "draft"
    for kind, reader in (
        ("report_decided", "dora@example.org"),
        ("report_statement", bread.shop.email),
    ):
        mail = mails(kind).get()
        assert mail.recipient == reader
        for words in ("Le lait manque.", "1169/2011", "saisir le juge"):
            assert words in mail.text


def test_reported_news_is_taken_off_with_the_reasons(desk, agnes, bakery):
    report = file_report(target=make_news(bakery), notice=NOTICE)
    assert "la nouvelle du site" in desk.get(url(report)).text
    decide_report(report=report, ruling=Ruling(decision="withdrawn", **RULING), by=agnes)
    assert not bakery.news.get().is_published
    assert "La nouvelle est retirée" in mails("report_statement").get().text


def test_the_shop_never_learns_who_reported(report, agnes):
    decide_report(report=report, ruling=Ruling(decision="warned", **RULING), by=agnes)
    statement = mails("report_statement").get()
    assert "dora" not in (statement.text + statement.html + statement.reply_to).lower()


def test_pausing_the_shop_is_a_pause_with_its_own_statement(report, agnes, bakery):
    decide_report(report=report, ruling=Ruling(decision="paused", **RULING), by=agnes)
    bakery.refresh_from_db()
    assert bakery.status == "paused"
    assert bakery.statements.get().facts == "Le lait manque."


def test_no_action_tells_the_reporter_alone(report, agnes):
    ruling = Ruling(decision="no_action", facts="Le lait est indiqué.")
    decide_report(report=report, ruling=ruling, by=agnes)
    assert mails("report_decided").count() == 1
    assert not mails("report_statement").exists()


def test_who_left_no_address_is_sent_nothing(bread, agnes):
    anonymous = Notice(category="food", explanation="Faux", good_faith=True)
    report = file_report(target=bread, notice=anonymous)
    decide_report(report=report, ruling=Ruling(decision="no_action", facts="Rien"), by=agnes)
    assert not mails("report_decided").exists()


def test_two_clicks_decide_once(report, agnes):
    decide_report(report=report, ruling=Ruling(decision="warned", **RULING), by=agnes)
    with pytest.raises(TransitionRefused):
        decide_report(report=report, ruling=Ruling(decision="paused", **RULING), by=agnes)
    assert Report.objects.get().decision == "warned"


def test_a_reported_shop_has_no_product_to_take_off(bakery, agnes):
    report = file_report(target=bakery, notice=NOTICE)
    with pytest.raises(TransitionRefused):
        decide_report(report=report, ruling=Ruling(decision="withdrawn", **RULING), by=agnes)


@pytest.mark.parametrize("fields", [{"state": "closed"}, {"decision": "warned"}])
def test_the_database_wants_a_reason_and_a_date(report, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**fields)


def test_a_measure_without_its_rule_says_so_beside_the_field(desk, report):
    answer = desk.post(url(report), {"decision": "warned", "facts": "Le lait manque."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_rule_error"' in page
    assert 'id="id_ground_error"' in page
    assert "Le lait manque." in page


def test_the_desk_decides_and_reads_the_decision(desk, report, agnes):
    page = desk.post(url(report), {"decision": "warned", **RULING}, follow=True).content.decode()
    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("closed", agnes)
    assert "Le commerce est averti" in page


def test_the_list_shows_open_reports_then_decided_ones(desk, report, agnes):
    listing = reverse("shops:desk_reports")
    assert report.reference in desk.get(listing).content.decode()
    decide_report(report=report, ruling=Ruling(decision="warned", **RULING), by=agnes)
    assert report.reference not in desk.get(listing).content.decode()
    assert report.reference in desk.get(f"{listing}?etat=decides").content.decode()


def test_many_reports_ask_no_more_of_the_database(desk, bread, django_assert_max_num_queries):
    for _ in range(12):
        file_report(target=bread, notice=NOTICE)
    with django_assert_max_num_queries(11):
        desk.get(reverse("shops:desk_reports"))


@pytest.fixture
def taken_off(report, agnes):
    decide_report(report=report, ruling=Ruling(decision="withdrawn", **RULING), by=agnes)
    return report


def lift(report, by):
    lift_decision(report=report, words="Le lait est indiqué.", by=by)


def test_a_shop_cannot_put_back_what_a_decision_took_off(taken_off, bread):
    bread.refresh_from_db()
    with pytest.raises(CannotPublish, match="association"):
        publish_product(product=bread)


def test_archiving_what_was_taken_off_is_no_way_round(taken_off, bread):
    bread.refresh_from_db()
    archive_product(product=bread)
    with pytest.raises(CannotPublish):
        publish_product(product=bread)


def test_a_decision_made_while_the_shopkeeper_looked_counts(report, agnes, bread):
    seen = type(bread).objects.get(pk=bread.pk)
    decide_report(report=report, ruling=Ruling(decision="withdrawn", **RULING), by=agnes)
    with pytest.raises(CannotPublish):
        publish_product(product=seen)


def test_the_database_shows_nothing_that_is_withheld(taken_off, bread):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(bread).objects.filter(pk=bread.pk).update(status="published")


def test_a_lifted_decision_lets_the_shop_put_the_product_back(taken_off, agnes, bread):
    lift(taken_off, agnes)
    bread.refresh_from_db()
    assert bread.status == "draft"
    publish_product(product=bread)
    assert bread.is_on_sale
    mail = mails("report_lifted").get()
    assert mail.recipient == bread.shop.email
    assert "Le lait est indiqué." in mail.text


def test_another_decision_on_the_same_product_keeps_it_off(report, agnes, bread):
    other = file_report(target=bread, notice=NOTICE)
    for one in (report, other):
        decide_report(report=one, ruling=Ruling(decision="withdrawn", **RULING), by=agnes)
    lift(report, agnes)
    bread.refresh_from_db()
    assert bread.withheld_since
    assert "autre décision" in mails("report_lifted").get().text
    lift(other, agnes)
    bread.refresh_from_db()
    assert not bread.withheld_since


def test_a_decision_is_lifted_once_and_only_where_it_took_something_off(taken_off, agnes, bread):
    lift(taken_off, agnes)
    warned = file_report(target=bread, notice=NOTICE)
    decide_report(report=warned, ruling=Ruling(decision="warned", **RULING), by=agnes)
    for report in (taken_off, warned):
        with pytest.raises(TransitionRefused):
            lift(report, agnes)


def test_news_that_a_decision_took_off_comes_back_once_it_is_lifted(agnes, bakery):
    item = make_news(bakery)
    report = file_report(target=item, notice=NOTICE)
    decide_report(report=report, ruling=Ruling(decision="withdrawn", **RULING), by=agnes)
    item = bakery.news.get()
    with pytest.raises(Withheld):
        put_back_news(item=item)
    lift(report, agnes)
    put_back_news(item=bakery.news.get())
    assert bakery.news.get().is_published


def test_the_desk_lifts_with_words(desk, taken_off, bread):
    lifting = reverse("shops:desk_report_lift", args=[taken_off.reference])
    assert lifting in desk.get(url(taken_off)).text
    refused = desk.post(lifting, {"words": ""})
    assert refused.status_code == 422
    assert 'id="id_words_error"' in refused.text
    page = desk.post(lifting, {"words": "Le lait est indiqué."}, follow=True).text
    assert "Le lait est indiqué." in page
    assert lifting not in page


def test_the_shop_reads_why_and_is_offered_no_button_that_cannot_work(
    client, taken_off, bread, alice
):
    client.force_login(alice)
    row = client.get(reverse("shops:pro_products", args=[bread.shop.slug])).text
    assert "Retiré par l’association" in row
    assert reverse("shops:pro_product_publish", args=[bread.shop.slug, bread.pk]) not in row
    form = client.get(reverse("shops:pro_product_edit", args=[bread.shop.slug, bread.pk])).text
    assert "Le lait manque." in form
    assert 'name="publish"' not in form


def test_the_shop_reads_why_its_news_was_taken_off(client, agnes, bakery, alice):
    item = make_news(bakery)
    report = file_report(target=item, notice=NOTICE)
    decide_report(report=report, ruling=Ruling(decision="withdrawn", **RULING), by=agnes)
    client.force_login(alice)
    put_back = reverse("shops:pro_news_put_back", args=[bakery.slug, item.pk])
    assert put_back not in client.get(reverse("shops:pro_news", args=[bakery.slug])).text
    edit = reverse("shops:pro_news_edit", args=[bakery.slug, item.pk])
    assert "Le lait manque." in client.get(edit).text
    assert "corrigée" in client.post(put_back, follow=True).text
