"""A baker's 24 December: sixty logs in advance, made as they were ordered, handed over by name."""

import itertools
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.legal.wordings import ORDER_BUTTON
from marketplace.operations.audit import broken_invariants
from pickup.slots.models import PickupPoint, Slot
from shops.catalogue.models import DailyQuota
from shops.models import Shop
from tests.browser.conftest import log_in, nothing_overflows
from tests.browser.measures import too_small_for_a_finger
from tests.factories import make_option, make_order, make_product

pytestmark = pytest.mark.parametrize("width", [360], ids=["phone"])

Order = get_model("order", "Order")
A_DAY = 60
TASTES = ("Chocolat", "Marron", "Praliné")
SIZES = ("4 parts", "8 parts")
CHOICES = list(itertools.product(TASTES, SIZES))
# A tap on somebody's button, without the screen that comes after: it would be loaded 59 times.
HAND_OVER = """async (label) => {
    const { form } = document.querySelector(`button[aria-label="${label}"]`);
    const body = new FormData(form), headers = { Accept: "application/json" };
    return (await fetch(form.action, { method: "POST", body, headers })).status;
}"""
NAMES = [f"Famille Roche {number}" for number in range(1, A_DAY)]


@pytest.fixture
def bakery(market):
    PickupPoint.objects.filter(shop__slug="le-fournil").update(default_capacity=40)
    return Shop.objects.get(slug="le-fournil")


@pytest.fixture
def log(bakery):
    product = make_product(bakery, "Bûche de Noël")
    make_option(product, "Parfum", TASTES, required=True)
    make_option(product, "Taille", SIZES, required=True)
    return product


@pytest.fixture
def days(bakery):
    """Three days of a season that is farther than one can usually order."""
    today = timezone.now().astimezone(bakery.zone).date()
    return [today + timedelta(days=n) for n in (30, 31, 38)]


@pytest.fixture
def counter(page, bakery):
    log_in(page, "alice@example.org")
    return page


def plan(counter, days):
    """Make the campaign by its form, as the baker does in November."""
    counter.goto("/pro/le-fournil/precommandes/")
    counter.get_by_role("link", name="Nouvelle campagne").click()
    counter.get_by_label("Nom").fill("Bûches de Noël")
    for number, day in enumerate(days, 1):
        counter.get_by_label(f"Date {number}", exact=True).fill(day.isoformat())
    today = days[0] - timedelta(days=30)
    counter.get_by_label("Commandes à partir du").fill(today.isoformat())
    counter.get_by_label("Commandes jusqu’au").fill((days[0] - timedelta(days=3)).isoformat())
    counter.get_by_label("à", exact=True).fill("18:00")
    counter.get_by_label("Bûche de Noël").fill(str(A_DAY))
    assert nothing_overflows(counter)
    counter.get_by_role("button", name="Enregistrer").click()
    counter.get_by_text("« Bûches de Noël » est enregistrée").wait_for()


def go_to_order(shopper, log, day, *, name):
    """Fill a basket for a day of the campaign, up to the button that orders."""
    shopper.goto(log.get_absolute_url())
    for choice in CHOICES[0]:
        shopper.get_by_label(choice).check()
    shopper.get_by_role("button", name="Ajouter au panier").click()
    shopper.locator(f"input[value='{slot_of(day).pk}']").check()
    assert nothing_overflows(shopper)
    shopper.get_by_role("button", name="Continuer").click()
    shopper.get_by_label("Votre nom").fill(name)
    shopper.get_by_label("E-mail").first.fill("dora@example.org")


def slot_of(day):
    return Slot.objects.filter(day=day).earliest("start")


def order(shopper):
    shopper.get_by_role("button", name=ORDER_BUTTON, exact=True).click()


def order_the_others(log, day):
    """Place 59 orders, over all slots and all choices; the first choice has its first already."""
    slots = itertools.cycle(Slot.objects.filter(day=day).order_by("start"))
    for name, chosen in zip(NAMES, itertools.cycle(CHOICES[1:] + CHOICES[:1])):
        make_order(log, slot=next(slots), picked=picked(log, chosen), name=name)


def picked(log, chosen):
    """Return the keys of what is chosen of each option, as the product's page sends them."""
    return {
        option["key"]: [one["key"] for one in option["values"] if one["name"] in chosen]
        for option in log.own_options
    }


def let_it_be_today(day, today):
    """Move a day's slots, with what is planned for it, to today."""
    Slot.objects.filter(day=today).delete()
    for slot in Slot.objects.filter(day=day):
        times = {name: getattr(slot, name) - (day - today) for name in ("start", "end", "cutoff")}
        Slot.objects.filter(pk=slot.pk).update(**times, day=today)
    DailyQuota.objects.filter(day=day).update(day=today)


def what_to_make(counter, day):
    """Return how many of each thing the shop reads that it has to make."""
    counter.goto(f"/pro/le-fournil/a-preparer/{day}/")
    rows = counter.locator(".recap .row").all_inner_texts()
    return {" ".join(words): int(number) for *words, number in map(str.split, rows)}


def test_sixty_logs_from_the_campaign_to_the_last_hand_over(counter, shopper, log, days):
    eve = days[1]
    plan(counter, days)
    go_to_order(shopper, log, eve, name="Dora Lemaire")
    order(shopper)
    shopper.locator(".code").wait_for()

    go_to_order(shopper, log, eve, name="Théo Tard")
    order_the_others(log, eve)
    order(shopper)
    shopper.get_by_text("« Bûche de Noël » est épuisé pour ce jour").wait_for()
    assert shopper.locator(f"input[value='{slot_of(eve).pk}']").count() == 0
    assert nothing_overflows(shopper)

    of_each = {f"Parfum : {taste}, Taille : {size}": 10 for taste, size in CHOICES}
    assert what_to_make(counter, eve) == {"Bûche de Noël": A_DAY} | of_each
    assert nothing_overflows(counter)

    let_it_be_today(eve, days[0] - timedelta(days=30))
    counter.goto("/pro/le-fournil/")
    assert too_small_for_a_finger(counter) == []
    counter.get_by_label("Chercher un nom").fill("lemaire")
    counter.get_by_role("button", name="Remettre à").click()
    counter.get_by_text("Dora Lemaire\u00a0: remise par erreur").wait_for()
    assert {counter.evaluate(HAND_OVER, f"Remettre à {name}") for name in NAMES} == {200}
    counter.reload()
    # What is handed over makes room: each of the two slots says how many.
    for said in ("31 commandes retirées", "29 commandes retirées"):
        assert counter.get_by_text(said).is_visible()
    assert counter.locator(".order.is-collected").count() == A_DAY
    assert counter.get_by_role("button", name=re.compile("^Remettre à")).count() == 0
    assert Order.objects.filter(status="collected").count() == A_DAY
    assert list(broken_invariants()) == []
