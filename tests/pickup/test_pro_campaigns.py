"""Pre-order campaigns: made, sold within their time, copied, ended."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from pickup.exceptions import PlacementRefused
from pickup.orders.making.planning import end_campaign, run_campaign
from pickup.slots.models import Slot
from shops.catalogue.campaigns import CampaignFacts
from shops.catalogue.models import DailyQuota, PreorderCampaign
from tests.factories import make_basket, make_order, make_product, place

pytestmark = pytest.mark.django_db
CAMPAIGNS = "/pro/le-fournil/precommandes/"


@pytest.fixture
def counter(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def log(bakery):
    return make_product(bakery, "Bûche")


@pytest.fixture
def days():
    """Two days beyond the usual horizon."""
    return [timezone.localdate() + timedelta(days=n) for n in (30, 31)]


def typed(product, days, **fields):
    today = timezone.localdate()
    return {
        "name": "Bûches de Noël",
        "days": [day.isoformat() for day in days],
        "opens": today.isoformat(),
        "closes": (today + timedelta(days=20)).isoformat(),
        "closes_at": "18:00",
        f"product{product.pk}": "3",
    } | fields


def run(shop, product, days, *, quantity=3, **fields):
    now = timezone.now()
    facts = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=9)}
    return run_campaign(
        shop=shop,
        facts=CampaignFacts(
            name="Bûches", days=days, quantities={product.pk: quantity}, **(facts | fields)
        ),
    )


def slot_of(day):
    return Slot.objects.filter(day=day).earliest("start")


def text(response):
    return response.content.decode()


def test_a_campaign_is_made_and_listed_with_what_is_taken(counter, log, days):
    assert counter.post(f"{CAMPAIGNS}ajouter/", typed(log, days)).status_code == 302
    make_order(log, quantity=2, slot=slot_of(days[0]))
    page = text(counter.get(CAMPAIGNS))
    assert "Bûches de Noël" in page
    assert "2 sur 3" in page


def test_its_days_get_slots_beyond_the_horizon_and_other_products_do_not(bakery, bread, log, days):
    run(bakery, log, days)
    assert make_basket({log: 1}, slots={bakery: slot_of(days[0])}).choices.exists()
    with pytest.raises(Exception, match="créneau"):
        make_basket({bread: 1}, slots={bakery: slot_of(days[0])})


def test_a_day_sells_its_quantity_and_no_more(bakery, territory, log, days):
    run(bakery, log, days)
    basket = make_basket({log: 2}, slots={bakery: slot_of(days[0])})
    make_order(log, quantity=2, slot=slot_of(days[0]))
    with pytest.raises(PlacementRefused):
        place(basket, territory)
    make_order(log, quantity=3, slot=slot_of(days[1]))
    taken = list(DailyQuota.objects.order_by("day").values_list("taken", flat=True))
    assert taken == [2, 3]


def test_after_its_cutoff_nobody_orders(bakery, territory, log, days):
    campaign = run(bakery, log, days)
    basket = make_basket({log: 1}, slots={bakery: slot_of(days[0])})
    with pytest.raises(PlacementRefused):
        place(basket, territory, now=campaign.closes_at)
    place(basket, territory, now=campaign.closes_at - timedelta(seconds=1))


def test_an_order_can_be_cancelled_until_the_campaign_closes(bakery, log, days):
    campaign = run(bakery, log, days)
    order = make_order(log, slot=slot_of(days[0]))
    assert order.cancel_until == campaign.closes_at


def test_its_products_are_had_on_no_other_day_until_the_shop_says_so(bakery, log, days):
    run(bakery, log, days)
    record = log.stockrecords.get()
    assert (record.mode, record.daily_quantity) == ("per_day", 0)


def test_a_day_taken_out_keeps_its_orders_and_takes_no_more(bakery, log, days):
    campaign = run(bakery, log, days)
    order = make_order(log, slot=slot_of(days[0]))
    facts = CampaignFacts(
        name="Bûches",
        days=days[1:],
        opens_at=campaign.opens_at,
        closes_at=campaign.closes_at,
        quantities={log.pk: 3},
    )
    run_campaign(shop=bakery, facts=facts, campaign=campaign)
    quota = DailyQuota.objects.get(day=days[0])
    order.refresh_from_db()
    assert (quota.planned, quota.taken, quota.quantity, order.status) == (0, 1, 1, "accepted")


def test_last_year_s_is_copied_in_one_tap(counter, bakery, log):
    former, zone = former_campaign(bakery, log), bakery.zone
    counter.post(f"{CAMPAIGNS}{former.pk}/copier/")
    copied = PreorderCampaign.objects.exclude(pk=former.pk).get()
    closes = copied.closes_at.astimezone(zone)
    assert copied.dates[-1] >= timezone.localdate()
    assert (closes.month, closes.day, closes.hour) == (12, 20, 18)
    assert copied.lines.get().quantity == 60


def former_campaign(shop, product, name="Bûches"):
    """A campaign of last year's 23 and 24 December."""
    last = timezone.localdate().year - 1
    former = PreorderCampaign.objects.create(
        shop=shop,
        name=name,
        days=[f"{last}-12-23", f"{last}-12-24"],
        last_day=date(last, 12, 24),
        opens_at=datetime(last, 11, 15, 8, tzinfo=shop.zone),
        closes_at=datetime(last, 12, 20, 18, tzinfo=shop.zone),
    )
    former.lines.create(product=product, quantity=60)
    return former


def test_last_year_s_is_offered_until_this_year_s_is_there(counter, bakery, log):
    former = former_campaign(bakery, log)
    assert f"{former.pk}/copier/" in text(counter.get(CAMPAIGNS))
    counter.post(f"{CAMPAIGNS}{former.pk}/copier/")
    assert "/copier/" not in text(counter.get(CAMPAIGNS))


def test_this_year_s_of_another_name_counts_too(counter, bakery, log):
    former = former_campaign(bakery, log)
    counter.post(f"{CAMPAIGNS}{former.pk}/copier/")
    PreorderCampaign.objects.exclude(pk=former.pk).update(name="Noël")
    assert "/copier/" not in text(counter.get(CAMPAIGNS))
    other = former_campaign(bakery, make_product(bakery, "Galette"), name="Galettes")
    assert f"{other.pk}/copier/" in text(counter.get(CAMPAIGNS))


def test_the_hour_at_which_it_opens_is_typed_and_kept(counter, log, days):
    counter.post(f"{CAMPAIGNS}ajouter/", typed(log, days, opens_at="08:00"))
    campaign = PreorderCampaign.objects.get()
    page = counter.get(f"{CAMPAIGNS}{campaign.pk}/")
    shown = {box.html_name: box.value() for box in page.context["form"]}
    assert 'value="08:00"' in page.text
    counter.post(f"{CAMPAIGNS}{campaign.pk}/", typed(log, days, opens_at=shown["opens_at"]))
    assert PreorderCampaign.objects.get().opens_at == campaign.opens_at
    assert campaign.opens_at.astimezone(log.shop.zone).hour == 8


def test_it_closes_after_the_hour_at_which_it_opens(counter, log, days):
    today = timezone.localdate().isoformat()
    hours = {"opens_at": "18:30", "closes": today, "closes_at": "18:00"}
    response = counter.post(f"{CAMPAIGNS}ajouter/", typed(log, days, **hours))
    assert 'id="id_closes_at_error"' in text(response)


def test_ending_asks_once_more_and_says_what_becomes_of_its_orders(counter, bakery, log, days):
    campaign = run(bakery, log, days)
    make_order(log, quantity=2, slot=slot_of(days[0]))
    page = text(counter.get(f"{CAMPAIGNS}{campaign.pk}/finir/")).replace("\u00a0", " ")
    assert "2 unités sont déjà commandées" in page
    assert PreorderCampaign.objects.exists()
    counter.post(f"{CAMPAIGNS}{campaign.pk}/finir/")
    assert not PreorderCampaign.objects.exists()


def test_an_ended_campaign_keeps_what_was_ordered(counter, bakery, log, days):
    campaign = run(bakery, log, days)
    order = make_order(log, slot=slot_of(days[0]))
    end_campaign(campaign=campaign)
    order.refresh_from_db()
    assert order.status == "accepted"
    assert not Slot.objects.filter(day=days[1]).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": []},
        {"days": ["demain"]},
        {"closes": "2020-01-01"},
        {"closes": (timezone.localdate() + timedelta(days=60)).isoformat()},
        {"name": ""},
        {"closes_at": ""},
    ],
)
def test_what_cannot_be_is_said_beside_the_field(counter, log, days, wrong):
    response = counter.post(f"{CAMPAIGNS}ajouter/", typed(log, days) | wrong)
    assert response.status_code == 422
    assert "field-error" in text(response)
    assert not PreorderCampaign.objects.exists()


def test_a_campaign_without_a_product_is_refused(counter, log, days):
    response = counter.post(f"{CAMPAIGNS}ajouter/", typed(log, days, **{f"product{log.pk}": ""}))
    assert response.status_code == 422


def test_two_campaigns_do_not_share_a_day_of_a_product(counter, bakery, log, days):
    run(bakery, log, days)
    response = counter.post(f"{CAMPAIGNS}ajouter/", typed(log, days[:1]))
    assert response.status_code == 422
    assert PreorderCampaign.objects.count() == 1


def test_another_shop_s_campaign_is_not_found(client, charlie, bakery, log, days):
    campaign = run(bakery, log, days)
    client.force_login(charlie)
    assert client.get(f"{CAMPAIGNS}{campaign.pk}/").status_code == 404


def test_the_list_costs_the_same_whatever_its_length(
    counter, bakery, days, django_assert_max_num_queries
):
    for number in range(6):
        run(bakery, make_product(bakery, f"Bûche {number}"), days)
    with django_assert_max_num_queries(12):
        counter.get(CAMPAIGNS)


def test_shoppers_read_when_to_order(client, bakery, log, days):
    run(bakery, log, days)
    page = text(client.get(log.get_absolute_url()))
    assert "à commander jusqu’au" in page
