"""From a basket to one order per shop: all of it, or nothing.

The locking policy is in docs/locking.md: the basket is claimed, then all stock rows of all shops,
then quantities of days, then the time of services, then all slots, each kind in one order, and
only then is an order row written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.shipping.methods import NoShippingRequired
from oscar.core import prices
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.territories.models import Territory
from marketplace.territories.versions import touch
from pickup.exceptions import BasketUnusable, PlacementRefused, Problem
from pickup.orders import messages
from pickup.orders.codes import new_code, new_number
from pickup.orders.expiry import sweep_for_basket
from pickup.orders.legal import snapshot
from pickup.orders.models import BasketChoice, OrderTransition, Purchase
from pickup.orders.placing.basket import ShopPart, group_by_shop, view_for_shop, with_strategy
from pickup.orders.placing.recap import refuse_unread
from pickup.orders.placing.scarce import gone_message, take_everything
from pickup.orders.placing.taken import Taken, beginning
from pickup.orders.states import OrderState
from pickup.oscar.order.creation import OrderCreator
from shops.models import Shop

Basket = get_model("basket", "Basket")
Order = get_model("order", "Order")

FREE = prices.Price(currency="EUR", excl_tax=Decimal(0), incl_tax=Decimal(0))
# A number or code that is taken already is drawn again; more often than this it is no chance.
DRAWS = 5


@dataclass(frozen=True)
class Contact:
    """Who collects: a name, and an e-mail or a telephone number to answer to."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Placement:
    """`new` is False where the same basket had been ordered before (a double click)."""

    purchase: Purchase
    new: bool


class InStorePickup(NoShippingRequired):
    code = "pickup"
    name = "Retrait en magasin"


def place_purchase(
    *,
    basket,
    territory: Territory,
    contact: Contact,
    user: User | None = None,
    notes: dict[int, str] | None = None,
    now: datetime | None = None,
    draw_code: Callable[[], str] = new_code,
    taken: Taken | None = None,
    shown: str | None = None,
) -> Placement:
    """Order a whole basket; a second call for the same basket returns the same purchase.

    Args:
        notes: by shop id, what the shopper writes to the shop.
        taken: who typed it for the shopper; a shop does not mind its own cut-off.
        shown: the fingerprint of the recap that was read.

    Raises:
        PlacementRefused: stock, a slot or a shop is gone; nothing was written, and every
            reason is named.
        RecapChanged: what would be ordered is not what was shown; nothing was written.
        BasketUnusable: the basket is empty or was given up.
    """
    now = now or timezone.now()
    sweep_for_basket(basket, now=now)
    for _attempt in range(DRAWS):
        try:
            return _place(
                basket, territory, contact, user, notes or {}, now, draw_code, taken, shown
            )
        except IntegrityError as error:
            if "code" not in str(error) and "number" not in str(error):
                raise
        except OperationalError as error:
            raise busy() from error
    raise busy()


def busy() -> PlacementRefused:
    message = _(
        "Many people are ordering at this moment: please try again. Nothing is ordered twice."
    )
    return PlacementRefused([Problem("busy", None, message=message)])


@transaction.atomic
def _place(basket, territory, contact, user, notes, now, draw_code, taken, shown) -> Placement:
    if not _claim(basket.pk, now):
        return Placement(_already_placed(basket.pk), new=False)
    parts = _parts(basket, territory, now, minds_cutoff=not taken)
    unplanned = taken.anyway if taken else frozenset()
    take_everything(parts, now, minds_cutoff=not taken, unplanned=unplanned)
    # These very lines are written, at the prices that they were loaded with.
    refuse_unread(parts, shown)
    purchase = Purchase.objects.create(
        territory=territory,
        basket=basket,
        user=user,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        placed_at=now,
        **(taken.values() if taken else {}),
    )
    orders = [
        _write_order(part, basket, purchase, notes.get(part.shop.pk, ""), now, draw_code, taken)
        for part in parts
    ]
    _record_beginning(orders, now)
    messages.announce_placed(purchase=purchase, orders=orders)
    touch(territory.pk)
    return Placement(purchase, new=True)


def _claim(basket_id: int, now: datetime) -> bool:
    """Submit the basket by one guarded UPDATE: of two clicks, one wins."""
    mine = Basket.objects.filter(pk=basket_id, status=Basket.OPEN)
    return bool(mine.update(status=Basket.SUBMITTED, date_submitted=now))


def _already_placed(basket_id: int) -> Purchase:
    purchase = Purchase.objects.filter(basket=basket_id).first()
    if purchase is None:
        raise BasketUnusable
    return purchase


def _parts(
    basket, territory: Territory, now: datetime, *, minds_cutoff: bool = True
) -> list[ShopPart]:
    """Load the basket's parts with their chosen slots, and refuse what is no longer sold."""
    with_strategy(basket)._lines = None
    parts = group_by_shop(basket.all_lines())
    if not parts:
        raise BasketUnusable
    open_shops = set(
        Shop.objects.open_to_orders()
        .filter(territory=territory, pk__in=[part.shop.pk for part in parts])
        .values_list("pk", flat=True)
    )
    choices = BasketChoice.objects.filter(basket=basket).select_related("slot__point")
    chosen = {choice.shop_id: choice.slot for choice in choices}
    problems = []
    for part in parts:
        part.slot = chosen.get(part.shop.pk)
        is_open = part.shop.pk in open_shops
        problems += _problems_of(part, is_open=is_open, now=now, minds_cutoff=minds_cutoff)
    if problems:
        raise PlacementRefused(problems)
    return parts


def _problems_of(
    part: ShopPart, *, is_open: bool, now: datetime, minds_cutoff: bool
) -> list[Problem]:
    shop = part.shop
    if not is_open:
        message = _("%(shop)s takes no orders at this moment.") % {"shop": shop}
        return [Problem("shop", shop, message=message)]
    problems = [
        Problem(
            "line", shop, line, _("“%(product)s” is no longer sold.") % {"product": line.product}
        )
        for line in part.lines
        if not line.product.is_on_sale
    ]
    problems += [
        Problem("line", shop, line, problem)
        for line in part.lines
        for problem in line.choice.problems
    ]
    # Who orders has chosen a time: where there is none, the shop has taken it away since.
    gone = part.slot is None or part.slot.point.shop_id != shop.pk
    if gone or (minds_cutoff and not part.needs.allow(part.chosen_slot, now)):
        problems.append(Problem("slot", shop, message=gone_message(shop)))
    return problems


def _write_order(part: ShopPart, basket, purchase: Purchase, note: str, now, draw_code, taken):
    mine = view_for_shop(basket, part.lines)
    total = prices.Price(
        currency="EUR", excl_tax=mine.total_excl_tax, incl_tax=mine.total_incl_tax
    )
    day = now.astimezone(part.shop.zone).date()
    return OrderCreator().place_order(
        basket=mine,
        total=total,
        shipping_method=InStorePickup(),
        shipping_charge=FREE,
        user=purchase.user,
        order_number=new_number(),
        purchase=purchase,
        shop=part.shop,
        slot=part.chosen_slot,
        code=draw_code(),
        note=note,
        cancel_until=part.needs.cancel_until(part.chosen_slot),
        work=part.needs.work,
        date_placed=now,
        guest_email=purchase.email,
        legal_snapshot=snapshot(
            part.shop, part.lines, association=purchase.territory.association, day=day
        ),
        **beginning(
            taken=taken, user=purchase.user, shop=part.shop, slot=part.chosen_slot, now=now
        ),
    )


def _record_beginning(orders, now: datetime) -> None:
    """Write the way from pending to placed, and to accepted where nobody's word is awaited."""
    steps = [
        (OrderState.PENDING, OrderState.PLACED),
        (OrderState.PLACED, OrderState.ACCEPTED),
    ]
    OrderTransition.objects.bulk_create(
        OrderTransition(order=order, at=now, by=order.placed_by, from_status=start, to_status=end)
        for order in orders
        for start, end in (steps if order.status == OrderState.ACCEPTED else steps[:1])
    )
