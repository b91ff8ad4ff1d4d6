"""The monthly letter: its numbers, its one piece of advice, once to each shop that wants it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from oscar.core.loading import get_model

from marketplace.notifications.models import OutboxMessage
from pickup.figures import services
from pickup.figures.advice import Circumstances, Shelf, advise, circumstances_of
from pickup.figures.letters import letter_of, render_letter, write_letters
from pickup.figures.months import ShopMonth, months_of
from pickup.figures.periods import month_of
from pickup.orders.models import OrderTransition
from shops.audience.services import add_to_count
from shops.identity import Missing
from shops.models import Closure, Shop
from tests import factories

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.fixture
def october(territory):
    return month_of(date(2026, 10, 1), territory.zone)


@pytest.fixture
def old_bakery(bakery):
    Shop.objects.update(created_at=datetime(2026, 2, 1, tzinfo=UTC))
    return bakery


def ordered(product, at, *, collected=None, **fields):
    order = factories.make_order(product, **fields)
    Order.objects.filter(pk=order.pk).update(date_placed=at)
    if collected:
        Order.objects.filter(pk=order.pk).update(status="collected")
        OrderTransition.objects.create(
            order=order, at=collected, from_status="ready", to_status="collected"
        )
    return order


def letters():
    return OutboxMessage.objects.filter(kind="monthly_letter")


# --- Numbers --------------------------------------------------------------------------------


def test_a_month_ends_at_the_shop_s_midnight(bakery, bread, october):
    last_minute = datetime(2026, 10, 31, 22, 59, tzinfo=UTC)
    ordered(bread, last_minute, collected=last_minute + timedelta(minutes=2), quantity=2)
    before, month, after = months_of(
        bakery, [october.former(), october, month_of(date(2026, 11, 1), bakery.zone)]
    )
    assert (month.orders, month.collected, month.euros) == (1, 0, 0)
    assert (after.orders, after.collected, after.euros) == (0, 1, Decimal("9.60"))
    assert before.is_empty


def test_a_month_begins_at_the_shop_s_midnight_too_before_clocks_change(bakery, bread, october):
    ordered(bread, datetime(2026, 9, 30, 21, 59, tzinfo=UTC))
    ordered(bread, datetime(2026, 9, 30, 22, 1, tzinfo=UTC))
    assert [month.orders for month in months_of(bakery, [october.former(), october])] == [1, 1]


def test_a_hand_over_made_twice_counts_once(bakery, bread, october):
    order = ordered(bread, october.start_at, collected=october.start_at)
    OrderTransition.objects.create(
        order=order, at=october.end_at, from_status="ready", to_status="collected"
    )
    assert months_of(bakery, [october])[0].collected == 0


def test_cancelled_orders_and_other_shops_do_not_count(bakery, bread, cheese, october):
    ordered(bread, october.start_at)
    Order.objects.update(status="cancelled_by_shop")
    ordered(cheese, october.start_at)
    assert months_of(bakery, [october])[0].is_empty


def test_three_queries_do_for_a_year(bakery, october, django_assert_num_queries):
    with django_assert_num_queries(3):
        months_of(bakery, [october.former(), october])


# --- Advice ---------------------------------------------------------------------------------


class Thing:
    def __init__(self, *, photo="a.jpg", created=NOW):
        self.picture_name, self.date_created, self.title, self.pk = photo, created, "Pain", 7


OLD = datetime(2026, 1, 1, tzinfo=UTC)
RULES = [
    ("fill_in_sheet", {"missing": [Missing("siren", "…")]}),
    ("give_hours", {"has_hours": False}),
    ("show_something", {"shelf": Shelf()}),
    ("go_on", {"first_orders": True}),
    ("close_orders", {"lying": 2}),
    ("fill_up", {"shelf": Shelf([Thing()], Thing())}),
    ("mind_holiday", {"holiday": (date(2026, 11, 11), "Armistice")}),
    ("take_photos", {"shelf": Shelf([Thing(photo="")])}),
    ("bring_news", {"shelf": Shelf([Thing(created=OLD)])}),
    ("keep_it_up", {}),
]


def circumstances(october, **facts):
    shop = Shop(name="Le Fournil", slug="le-fournil", tagline="Au levain", description="Ici.")
    return Circumstances(
        **({"shop": shop, "month": ShopMonth(october), "shelf": Shelf([Thing()])} | facts)
    )


@pytest.mark.parametrize(("key", "facts"), RULES)
def test_each_rule_speaks_in_its_case_and_leads_to_a_screen(client, october, key, facts):
    advice = advise(circumstances(october, **facts))
    assert advice.key == key
    assert advice.path.startswith("/pro/le-fournil/")


def test_a_shop_without_a_word_about_itself_is_asked_for_one(october):
    shop = Shop(name="Le Fournil", slug="le-fournil")
    assert advise(circumstances(october, shop=shop)).key == "introduce_yourself"


def test_what_keeps_from_selling_comes_before_what_helps(october):
    everything = {name: value for _key, facts in reversed(RULES) for name, value in facts.items()}
    assert advise(circumstances(october, **everything)).key == "fill_in_sheet"


def test_french_counts_one_and_many(october):
    one = advise(circumstances(october, shelf=Shelf([Thing(photo="")])))
    two = advise(circumstances(october, shelf=Shelf([Thing(photo="")] * 2)))
    assert one.sentence.startswith("1 produit n’a pas de photo")
    assert two.sentence.startswith("2 produits n’ont pas de photo")


def test_a_holiday_is_minded_unless_the_shop_said_it_shuts(bakery, october):
    month = ShopMonth(october)
    assert circumstances_of(bakery, month, now=NOW).holiday[0] == date(2026, 11, 1)
    for day in (date(2026, 11, 1), date(2026, 11, 11)):
        Closure.objects.create(shop=bakery, first_day=day, last_day=day)
    assert circumstances_of(bakery, month, now=NOW).holiday is None


def test_what_is_asked_for_and_gone_is_found(bakery, bread, october):
    ordered(bread, october.start_at)
    StockRecord.objects.update(num_in_stock=1, num_allocated=1)
    assert circumstances_of(bakery, ShopMonth(october), now=NOW).shelf.wanted_gone == bread


def test_first_orders_are_first_once(bakery, bread, october):
    ordered(bread, october.start_at)
    month = months_of(bakery, [october])[0]
    assert circumstances_of(bakery, month, now=NOW).first_orders
    ordered(bread, october.start_at - timedelta(days=1))
    assert not circumstances_of(bakery, month, now=NOW).first_orders


# --- The letter -----------------------------------------------------------------------------


def test_both_formats_hold_the_numbers_and_one_piece_of_advice(old_bakery, bread, october):
    add_to_count(shop=old_bakery, product=None, kind="view", day=date(2026, 10, 3), times=1234)
    ordered(bread, october.start_at, collected=october.start_at, quantity=2)
    letter = render_letter(letter_of(old_bakery, october, now=NOW))
    assert letter.subject == "Le Fournil en octobre 2026 : vos chiffres"
    for text in (letter.text, letter.html):
        assert "1\u202f234" in text
        assert "9,60\u202f€" in text
        assert "Pain de campagne × 2" in text
        assert "1 commande ce mois-ci" in text
        assert "Bravo pour vos premières commandes" in text
        assert "/pro/le-fournil/produits/ajouter/" in text
        assert "/lettre/" in text
    assert "&#x27;" not in letter.text
    assert letter.text.count("Un conseil") == 1


def test_a_shop_without_anything_gets_a_friendly_word(old_bakery, october):
    letter = render_letter(letter_of(old_bakery, october, now=NOW))
    assert "Octobre 2026 a été calme sur le site." in letter.text
    assert "Vous n’avez aucun produit en ligne" in letter.text


def test_each_shop_is_written_to_once_a_month(territory, old_bakery):
    assert write_letters(territory, now=NOW) == ["le-fournil@example.org"]
    assert write_letters(territory, now=NOW + timedelta(days=3)) == []
    assert letters().get().key == f"monthly_letter:2026-10:{old_bakery.pk}"
    december = NOW + timedelta(days=31)
    assert write_letters(territory, now=december) == ["le-fournil@example.org"]


def test_only_admitted_shops_that_were_there_get_one(territory, old_bakery):
    factories.make_shop(territory, status=Shop.Status.PAUSED)
    new = factories.make_shop(territory)
    Shop.objects.filter(pk=new.pk).update(created_at=NOW)
    assert write_letters(territory, now=NOW) == ["le-fournil@example.org"]


def test_a_letter_that_fails_keeps_nobody_from_theirs(territory, old_bakery, dairy, monkeypatch):
    Shop.objects.update(created_at=datetime(2026, 2, 1, tzinfo=UTC))

    def fail_for_dairy(shop, *args, **kwargs):
        if shop == dairy:
            raise RuntimeError("broken")
        return letter_of(shop, *args, **kwargs)

    monkeypatch.setattr("pickup.figures.letters.letter_of", fail_for_dairy)
    assert write_letters(territory, now=NOW) == ["le-fournil@example.org"]
    monkeypatch.undo()
    assert write_letters(territory, now=NOW) == [dairy.email]


def test_the_mail_says_how_to_stop_it(territory, old_bakery, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write_letters(territory, now=NOW)
    sent = mail.outbox[0]
    url = letters().get().unsubscribe_url
    assert sent.extra_headers["List-Unsubscribe"] == f"<{url}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_opening_the_link_changes_nothing_and_one_click_does(client, territory, old_bakery):
    url = reverse("pickup:letter_stop", args=[services.letter_token(old_bakery)])
    assert "Ne plus recevoir la lettre" in client.get(url).content.decode()
    assert services.wants_letter(old_bakery)
    client.post(url, {"List-Unsubscribe": "One-Click"})
    assert write_letters(territory, now=NOW) == []
    client.post(url, {"wanted": "1"})
    assert services.wants_letter(old_bakery)


def test_a_link_of_another_territory_opens_nothing_here(old_bakery):
    token = services.letter_token(old_bakery)
    elsewhere = factories.make_territory("Bas-Pays", hostname="bas-pays.example")
    assert services.shop_of_letter(token, territory=old_bakery.territory) == old_bakery
    assert services.shop_of_letter(token, territory=elsewhere) is None


@pytest.mark.parametrize("token", ["abc", "1:abc", "é"])
def test_a_forged_link_opens_nothing(client, old_bakery, token):
    assert client.get(reverse("pickup:letter_stop", args=[token])).status_code == 404


def test_the_command_says_who_gets_one_and_writes(old_bakery, capsys):
    call_command("send_letters", month="2026-10", dry_run=True)
    assert "le-fournil@example.org" in capsys.readouterr().out
    assert not letters().exists()
    call_command("send_letters", month="2026-10")
    assert letters().count() == 1


@pytest.mark.parametrize("month", ["octobre", "2099-01"])
def test_the_command_refuses_what_is_no_month_or_not_over(territory, month):
    with pytest.raises(CommandError):
        call_command("send_letters", month=month)


# --- Screens --------------------------------------------------------------------------------


def test_the_shopkeeper_reads_the_same_numbers(client, alice, bread):
    factories.make_order(bread)
    client.force_login(alice)
    page = client.get(reverse("pickup:pro_figures", args=["le-fournil"])).content.decode()
    assert "Vos chiffres" in page
    assert "<title id=" in page
    assert "Bravo pour vos premières commandes" in page


@pytest.mark.parametrize("month", ["2026-99", "x", "1999-01", ""])
def test_a_month_that_is_not_shown_is_the_current_one(client, alice, bakery, month):
    client.force_login(alice)
    address = reverse("pickup:pro_figures", args=["le-fournil"])
    answer = client.get(address, {"mois": month})
    assert answer.context["screen"].is_current


def test_the_shopkeeper_stops_and_takes_up_the_letter(client, alice, bakery):
    client.force_login(alice)
    for wanted in ("0", "1"):
        client.post(reverse("pickup:pro_letter", args=["le-fournil"]), {"wanted": wanted})
        assert services.wants_letter(bakery) is (wanted == "1")


def test_the_desk_reads_a_shop_s_letter(client, agnes, bakery):
    client.force_login(agnes)
    services.choose_letter(shop=bakery, wanted=False)
    page = client.get(reverse("pickup:desk_letter", args=["le-fournil"])).content.decode()
    assert "iframe" in page
    assert "ne veut pas de la lettre" in page
