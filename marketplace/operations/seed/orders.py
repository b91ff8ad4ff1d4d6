"""Orders of the past weeks, of today and of tomorrow, made and moved by the site's own services.

Each order is placed, made ready and handed over as of its own time. A day that has the demo's
orders is left alone, whatever became of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.notifications.models import OutboxMessage
from marketplace.operations.seed.guests import AHEAD, SAME_DAY
from marketplace.operations.seed.lines import leave_a_question, weigh_order
from marketplace.operations.seed.options import pick
from marketplace.operations.seed.order_life import agree, give_up
from marketplace.operations.seed.order_plan import (
    Wish,
    days_to_fill,
    wishes_of_guests,
    wishes_of_regular,
)
from marketplace.operations.seed.talk import seed_talk
from marketplace.territories.models import Territory
from pickup.exceptions import PickupError
from pickup.orders.placing.basket import add_to_basket, choose_slot, group_by_shop, with_strategy
from pickup.orders.placing.placement import place_purchase
from pickup.orders.states import RELEASED_STATES, OrderState
from pickup.orders.transitions import cancel_by_shop, cancel_by_shopper, collect_order, mark_ready
from pickup.slots.models import Slot
from shops.catalogue.services import set_available, stockrecord_of
from shops.exceptions import ShopError
from shops.models import Shop

Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")
Product = get_model("catalogue", "Product")

SORRY = "Nous n’avons pas pu préparer cette commande : toutes nos excuses."
NOTES = (
    "",
    "",
    "Je passe à vélo, un sac en papier suffit.",
    "",
    "C’est mon voisin qui passera.",
    "",
)
ORDERED_BEFORE_CUTOFF = timedelta(hours=1)
CHANGED_MIND_AFTER = timedelta(minutes=20)
READY_BEFORE = timedelta(minutes=30)
GROUPS = {guest.name: "ahead" for guest in AHEAD} | {guest.name: "same day" for guest in SAME_DAY}


@dataclass
class Market:
    """What the orders of one territory are made from, read once."""

    territory: Territory
    now: datetime
    shops: list[Shop]
    regulars: list[User]
    slots: dict[tuple[int, date], list[Slot]] = field(default_factory=dict)
    goods: dict[int, list[Any]] = field(default_factory=dict)
    owners: dict[int, User] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.territory.zone).date()

    def open_on(self, day: date) -> list[Shop]:
        return [shop for shop in self.shops if self.slots.get((shop.pk, day))]


def seed_orders(
    territory: Territory, *, shops: list[Shop], regulars: list[User], now: datetime
) -> None:
    """Give each day of the past weeks, today and tomorrow its orders, unless it has them.

    Args:
        regulars: people with an account, who order in two shops at once.
    """
    market = Market(territory, now, [shop for shop in shops if shop.sells], regulars)
    _read_market(market)
    with transaction.atomic():
        for wish in list(_missing_wishes(market)):
            _fulfil(wish, market)
        # Somebody was at the counter: nobody is texted about what was placed before the visit.
        unseen = Order.objects.filter(shop__in=market.shops, seen_at=None)
        unseen.update(seen_at=F("date_placed"))


def _read_market(market: Market) -> None:
    for shop in market.shops:
        market.owners[shop.pk] = shop.members.order_by("pk")[0].user
        sellable = Product.objects.sellable().for_shop(shop).select_related("parent")
        in_stock = Q(stockrecords__num_in_stock=None) | Q(
            stockrecords__num_in_stock__gt=F("stockrecords__num_allocated")
        )
        # What is had on certain days only is ordered apart (seed.collection).
        any_day = sellable.filter(in_stock, collection_terms=None).exclude(
            stockrecords__daily_quantity=0
        )
        market.goods[shop.pk] = list(any_day.order_by("pk"))
    days = days_to_fill(market.today)
    slots = Slot.objects.filter(point__shop__in=market.shops, closed=False)
    for slot in slots.select_related("point").order_by("start"):
        day = slot.start.astimezone(market.territory.zone).date()
        if days[0] <= day <= days[-1]:
            market.slots.setdefault((slot.point.shop_id, day), []).append(slot)


def _missing_wishes(market: Market) -> Iterator[Wish]:
    """Yield the plan's wishes for the days that have no order of such guests yet."""
    done = _ordered(market)
    for day in days_to_fill(market.today):
        shops = market.open_on(day)
        for shop in shops:
            for group in ("ahead", "same day"):
                if (group, shop.pk, day) not in done:
                    ahead = group == "ahead"
                    yield from wishes_of_guests(shop, day, today=market.today, ahead=ahead)
        for user in market.regulars:
            if (user.get_full_name(), None, day) not in done:
                yield from wishes_of_regular(user, shops, day, today=market.today)


def _ordered(market: Market) -> set[tuple[str, int | None, date]]:
    """Return who has ordered where for which day: guests by group, regulars by name."""
    orders = Order.objects.filter(shop__in=market.shops)
    rows = orders.values_list("purchase__name", "shop_id", "slot__start")
    return {
        (GROUPS.get(name, name), shop if name in GROUPS else None, day)
        for name, shop, start in rows
        for day in [start.astimezone(market.territory.zone).date()]
    }


def _fulfil(wish: Wish, market: Market) -> None:
    """Place an order and bring it on its way; not where the visitor has changed too much."""
    slots = [_slot_for(wish, market.slots[shop.pk, wish.day]) for shop in wish.shops]
    earlier = ORDERED_BEFORE_CUTOFF * (1 + wish.lot % 12)
    placed_at = min(market.now, min(slot.cutoff for slot in slots) - earlier)
    try:
        with transaction.atomic():
            purchase = _place(wish, slots, market, now=placed_at)
            for order in purchase.orders.select_related("shop__territory", "slot__point"):
                _bring_on(wish, order, market, placed_at)
    except (ShopError, PickupError, Product.DoesNotExist):
        return
    if wish.day < market.today:
        count_as_told(purchase)


def _slot_for(wish: Wish, slots: list[Slot]) -> Slot:
    """Choose the first slot for who has been here, the last for who is awaited."""
    if wish.state == OrderState.COLLECTED and wish.today:
        return slots[0]
    if wish.state == OrderState.READY:
        return slots[len(slots) // 2]
    return slots[-1] if wish.today else slots[wish.lot % len(slots)]


def _place(wish: Wish, slots: list[Slot], market: Market, *, now: datetime):
    basket = with_strategy(Basket.objects.create(owner=wish.user))
    for shop in wish.shops:
        _fill(basket, wish, market.goods[shop.pk])
    of_shop = {shop.pk: slot for shop, slot in zip(wish.shops, slots, strict=True)}
    for part in group_by_shop(basket.all_lines()):
        choose_slot(basket=basket, part=part, slot_id=of_shop[part.shop.pk].pk, now=now)
    note = NOTES[wish.lot % len(NOTES)]
    placed = place_purchase(
        basket=basket,
        territory=market.territory,
        contact=wish.contact,
        user=wish.user,
        notes={wish.shops[0].pk: note},
        now=now,
    )
    return placed.purchase


def _fill(basket, wish: Wish, goods: list[Any]) -> None:
    """Take one product or two; what the demo sells, it first puts on the shelf."""
    for step in range(min(len(goods), 1 + wish.lot % 5 // 3)):
        product = goods[(wish.lot * 7 + step * 3) % len(goods)]
        comes_back = wish.state in RELEASED_STATES
        quantity = 1 if comes_back else 1 + (wish.lot + step) % 2
        put_on_shelf(product, quantity, back_again=comes_back)
        picked = pick(product, wish.lot)
        add_to_basket(basket=basket, product=product, quantity=quantity, picked=picked)


def put_on_shelf(product, quantity: int, *, back_again: bool) -> None:
    """Bring what will be sold; what comes back, being cancelled, need only be there.

    What is made on order has no shelf.
    """
    record = stockrecord_of(product)
    if record.num_in_stock is None:
        return
    left = record.net_stock_level
    if not (back_again and left >= quantity):
        set_available(product=product, available=left + quantity)


def _bring_on(wish: Wish, order, market: Market, placed_at: datetime) -> None:
    owner = market.owners[order.shop_id]
    agree(order, wish.state, owner=owner, at=placed_at)
    ready_at = max(placed_at, min(market.now, order.slot.start - READY_BEFORE))
    if wish.state == OrderState.ACCEPTED:
        seed_talk(order, owner=owner, lot=wish.lot, placed_at=placed_at, now=market.now)
    if wish.state == OrderState.ACCEPTED and wish.today and wish.contact in SAME_DAY:
        goods = market.goods[order.shop_id]
        leave_a_question(order, by=owner, goods=goods, now=ready_at)
    if wish.state in (OrderState.READY, OrderState.COLLECTED):
        weigh_order(order, by=owner, lot=wish.lot, now=ready_at)
        mark_ready(order=order, by=owner, now=ready_at)
    if wish.state == OrderState.COLLECTED:
        here = order.slot.start + timedelta(minutes=wish.lot % 20)
        collect_order(order=order, by=owner, now=max(ready_at, min(market.now, here)))
    elif wish.state == OrderState.NO_SHOW:
        give_up(order, owner=owner, now=market.now)
    elif wish.state == OrderState.CANCELLED_BY_SHOPPER:
        at = min(market.now, placed_at + CHANGED_MIND_AFTER)
        cancel_by_shopper(order=order, by=wish.user, now=at)
    elif wish.state == OrderState.CANCELLED_BY_SHOP:
        cancel_by_shop(order=order, by=owner, reason=SORRY, now=ready_at)


def count_as_told(purchase) -> None:
    """Take the messages of the past as sent then: nobody is written to about last month."""
    numbers = purchase.orders.values_list("number", flat=True)
    waiting = OutboxMessage.objects.filter(
        reference__in=[purchase.uuid.hex, *numbers], state=OutboxMessage.State.PENDING
    )
    at = purchase.placed_at
    sent = OutboxMessage.State.SENT
    waiting.update(state=sent, attempts=1, sent_at=at, created_at=at)
