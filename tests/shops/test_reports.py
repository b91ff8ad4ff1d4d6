"""Reporting what is illegal (Regulation (EU) 2022/2065, art. 16)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.legal.wordings import REPORT_LINK
from marketplace.notifications.models import OutboxMessage
from shops.exceptions import TooManyReports
from shops.reports import services
from shops.reports.models import Report
from shops.reports.services import Notice, file_report, new_reference
from tests import factories

NOTICE = {
    "category": "food",
    "explanation": "Contient des noix, non dit",
    "good_faith": True,
    "reporter_name": "Dora",
    "reporter_email": "dora@example.org",
}


def make_report(target, **fields) -> Report:
    now = fields.pop("now", None)
    return file_report(target=target, notice=Notice(**NOTICE | fields), now=now)


def test_a_report_keeps_what_was_said_of_what(bread):
    report = make_report(bread)
    assert report.subject == "Pain de campagne · Le Fournil"
    assert (report.product, report.shop, report.state) == (bread, None, "open")
    assert report.territory == bread.shop.territory


def test_a_report_of_news_names_it_and_its_shop(client, bakery):
    item = factories.make_news(bakery)
    client.post(reverse("shops:report_news", args=[item.pk]), NOTICE)
    report = Report.objects.get()
    assert report.subject == "Le pain de seigle est revenu · Le Fournil"
    assert (report.news, report.shop, report.target) == (item, bakery, item)
    assert list(Report.objects.about(item)) == [report]
    assert not Report.objects.about(bakery).exists()


def test_withdrawn_news_cannot_be_reported(client, bakery):
    item = factories.make_news(bakery, status="withdrawn")
    assert client.get(reverse("shops:report_news", args=[item.pk])).status_code == 404


def test_receipt_and_notice_leave_with_the_report(bread):
    report = make_report(bread)
    receipt = OutboxMessage.objects.get(recipient="dora@example.org")
    notice = OutboxMessage.objects.get(recipient=report.territory.association.email)
    assert report.reference in receipt.subject
    assert bread.get_absolute_url() in notice.text
    assert notice.reply_to == "dora@example.org"


def test_both_messages_quote_the_report(bread):
    make_report(bread)
    for message in OutboxMessage.objects.all():
        assert NOTICE["explanation"] in message.text
        assert NOTICE["explanation"] in message.html


def test_who_leaves_no_address_gets_no_mail(bakery):
    make_report(bakery, reporter_name="", reporter_email="")
    assert OutboxMessage.objects.get().kind == "report_to_examine"


def test_a_report_undone_leaves_no_message(bakery):
    with transaction.atomic():
        make_report(bakery)
        transaction.set_rollback(True)
    assert not Report.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_references_are_not_guessed():
    assert len({new_reference() for _ in range(500)}) == 500


def test_one_content_takes_so_many_reports_a_day(bakery, bread, monkeypatch):
    monkeypatch.setattr(services, "MAX_A_DAY", 1)
    make_report(bakery)
    with pytest.raises(TooManyReports):
        make_report(bakery)
    assert make_report(bread).product == bread


def test_the_next_day_counts_anew(bakery, monkeypatch):
    monkeypatch.setattr(services, "MAX_A_DAY", 1)
    make_report(bakery, now=timezone.now() - timedelta(days=1, minutes=1))
    assert make_report(bakery).shop == bakery


def test_the_database_takes_no_report_of_two_things_or_none(bakery, bread):
    report = make_report(bakery)
    for wrong in ({"product": bread}, {"shop": None}, {"good_faith": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**wrong)


@pytest.fixture
def product_page(bread):
    return reverse("shops:report_product", args=[bread.slug])


def test_the_form_names_the_content_and_the_duty(client, product_page):
    page = client.get(product_page).content.decode()
    assert REPORT_LINK in page
    assert "Pain de campagne" in page


def test_a_report_is_acknowledged_with_its_reference(client, product_page):
    answer = client.post(product_page, NOTICE, follow=True)
    report = Report.objects.get()
    assert answer.redirect_chain == [(reverse("shops:report_done", args=[report.reference]), 302)]
    page = answer.content.decode()
    assert report.reference in page
    assert "dora@example.org" not in page


def test_a_shop_is_reported_the_same_way(client, bakery):
    page = reverse("shops:report_shop", args=[bakery.slug])
    assert client.get(page).status_code == 200
    client.post(page, NOTICE)
    assert Report.objects.get().shop == bakery


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("good_faith", ""),
        ("category", ""),
        ("category", "ugly"),
        ("explanation", " "),
        ("reporter_email", "dora"),
    ],
)
def test_a_report_that_lacks_something_is_said_and_kept(client, product_page, field, value):
    answer = client.post(product_page, {**NOTICE, field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Report.objects.exists()


def test_a_name_and_an_address_are_optional(client, product_page):
    answer = client.post(product_page, NOTICE | {"reporter_name": "", "reporter_email": ""})
    assert answer.status_code == 302


def test_a_flood_is_told_that_it_is_known(client, product_page, monkeypatch):
    monkeypatch.setattr(services, "MAX_A_DAY", 0)
    answer = client.post(product_page, NOTICE)
    assert answer.status_code == 422
    assert NOTICE["explanation"] in answer.content.decode()


def test_what_is_not_public_cannot_be_reported(client, bakery, territory):
    draft = factories.make_product(bakery, "Brouillon", published=False)
    hidden = factories.make_shop(territory, status="submitted")
    assert client.get(reverse("shops:report_product", args=[draft.slug])).status_code == 404
    assert client.get(reverse("shops:report_shop", args=[hidden.slug])).status_code == 404


@pytest.mark.parametrize("name", ["report_product", "report_shop", "report_done"])
def test_what_does_not_exist_is_not_found(client, territory, name):
    assert client.get(reverse(f"shops:{name}", args=["rien"])).status_code == 404


def test_a_receipt_of_another_territory_is_not_found(client, bakery):
    elsewhere = factories.make_territory("Combe-Bleue", hostname="combe.example")
    report = make_report(factories.make_shop(elsewhere))
    assert client.get(reverse("shops:report_done", args=[report.reference])).status_code == 404


def test_the_desk_reads_open_reports(client, bread, agnes):
    report = make_report(bread)
    client.force_login(agnes)
    assert report.reference in client.get(reverse("shops:desk")).content.decode()
