"""The order book: an order that is told on the telephone or at the counter, and typed in.

It has a basket of its own and is placed like any other, so that stock, quantities of days and
places are guarded by the same rows. It is paid in store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from pickup.exceptions import BasketUnusable, PickupError, PlacementRefused
from pickup.orders.expiry import sweep_for_products, sweep_shop
from pickup.orders.models import BasketChoice, Purchase
from pickup.orders.placing.availability import needs_of
from pickup.orders.placing.basket import put_into_basket, with_strategy
from pickup.orders.placing.goods import Against, dressed, goods_of_day
from pickup.orders.placing.placement import Contact, place_purchase
from pickup.orders.placing.taken import Taken
from pickup.slots.models import PickupPoint, Slot
from pickup.slots.services import make_missing_slots
from shops.catalogue.options.choosing import Picked
from shops.exceptions import ChoiceRefused, OutOfStock
from shops.models import Shop

Basket = get_model("basket", "Basket")
Product = get_model("catalogue", "Product")

# A page of tiles; a shop with more types what is rare on its own site.
MOST_PRODUCTS = 200


@dataclass(frozen=True)
class Wish:
    """So many units of one product, with what was chosen of its options.

    row: tells wishes of the same product apart; anyway: the shop takes it whatever it has said
    against it on this day.
    """

    product: int
    quantity: int
    picked: Picked = field(default_factory=dict)
    row: int = 0
    anyway: bool = False


class WishRefused(PickupError):
    """Something of the list cannot be had; by product, why, and by option of a wish, why.

    options: by product and row of a wish, by option.
    """

    def __init__(self, products: dict[int, str], options: dict[tuple[int, int], dict[str, str]]):
        self.products, self.options = products, options
        super().__init__("; ".join(products.values()))


class NotMeant(PickupError):
    """The shop itself has said that a product is not to be had on a day."""

    def __init__(self, against: Against):
        super().__init__(_("%(why)s Tick that you take it anyway.") % {"why": against.words})


def take_order(
    *,
    shop: Shop,
    wishes: Iterable[Wish],
    slot: Slot,
    contact: Contact,
    taken: Taken,
    note: str = "",
    now: datetime | None = None,
) -> Any:
    """Place what somebody told; the same key a second time returns the same order.

    A shop minds no cut-off and no notice of its own: any slot that has not begun will do. What it
    has not planned for the day, or said to be sold out, it must take `anyway`.

    Raises:
        WishRefused: a product or an option is not to be had, or must be taken anyway; nothing
            was written.
        PlacementRefused: stock, a quantity of a day, a place or the shop itself is gone.
        BasketUnusable: nothing is wished, or the key is another shop's.
    """
    now = now or timezone.now()
    known = _known(shop, taken)
    if known:
        return known
    wishes = list(wishes)
    # Each hold that is over ends in a transaction of its own, before the basket's.
    sweep_for_products(Product.objects.filter(pk__in=[wish.product for wish in wishes]), now=now)
    basket = _filled(shop, wishes, slot)
    try:
        placement = place_purchase(
            basket=basket,
            territory=shop.territory,
            contact=contact,
            notes={shop.pk: note},
            now=now,
            taken=replace(taken, anyway=frozenset(one.product for one in wishes if one.anyway)),
        )
    except (PlacementRefused, IntegrityError) as refused:
        basket.delete()
        return _found_after(refused, shop, taken)
    return placement.purchase.orders.get()


def _known(shop: Shop, taken: Taken) -> Any:
    purchase = Purchase.objects.filter(uuid=taken.key, orders__shop=shop).first()
    return purchase and purchase.orders.get()


def _found_after(refused: Exception, shop: Shop, taken: Taken) -> Any:
    """Of two clicks at once, the second finds the first's order; else the refusal stands."""
    known = _known(shop, taken)
    if known:
        return known
    if isinstance(refused, IntegrityError):
        raise BasketUnusable from refused
    raise refused


@transaction.atomic
def _filled(shop: Shop, wishes: list[Wish], slot: Slot) -> Any:
    """Return a basket with all that is wished; every refusal is collected first."""
    if not wishes:
        raise BasketUnusable
    basket = with_strategy(Basket.objects.create())
    products: dict[int, str] = {}
    options: dict[tuple[int, int], dict[str, str]] = {}
    asked = goods_of_day(shop, slot.day).filter(pk__in=[wish.product for wish in wishes])
    known = {one.pk: one for one in dressed(asked, slot.day)}
    for wish in wishes:
        try:
            _add(basket, known.get(wish.product), wish)
        except ChoiceRefused as refused:
            options[wish.product, wish.row] = refused.by_option
        except NotMeant as refused:
            products[wish.product] = str(refused)
        except Product.DoesNotExist:
            products[wish.product] = _("This product cannot be ordered at this moment.")
        except OutOfStock:
            products[wish.product] = _not_enough(known[wish.product])
    if products or options:
        raise WishRefused(products, options)
    BasketChoice.objects.create(basket=basket, shop=shop, slot=slot)
    return basket


def _add(basket: Any, product: Any, wish: Wish) -> None:
    if product is None:
        raise Product.DoesNotExist
    if product.against and not wish.anyway:
        raise NotMeant(product.against)
    put_into_basket(
        basket=basket, product=product, quantity=wish.quantity, picked=dict(wish.picked)
    )


def _not_enough(product: Any) -> str:
    record = product.stockrecords.get()
    left = max(0, record.net_stock_level) if record.num_in_stock is not None else None
    return _("That is too many for one order.") if left is None else say_left(left)


def say_left(left: int) -> str:
    return _("Only %(left)s left.") % {"left": left} if left > 0 else _("Sold out.")


def goods_of(shop: Shop, *, day: date | None = None) -> list[Any]:
    """Return what a shop can sell, what is ordered most often first.

    Args:
        day: for when it is ordered, as `goods.dressed` tells it; None: today.
    """
    day = day or timezone.localdate(timezone=shop.zone)
    return dressed(goods_of_day(shop, day)[:MOST_PRODUCTS], day)


def slots_to_take(shop: Shop, *, now: datetime) -> list[Slot]:
    """Return the slots with a place that have not begun, soonest first."""
    sweep_shop(shop, now=now)
    make_missing_slots(points=PickupPoint.objects.filter(shop=shop), now=now)
    free = Slot.objects.filter(needs_of(shop, ()).match(now, by_shop=True))
    return list(free.select_related("point").order_by("start", "pk"))


def next_slot(slots: list[Slot], *, now: datetime) -> Slot | None:
    """Return the one to propose: the first before its cut-off, or else the first."""
    return next((slot for slot in slots if slot.cutoff > now), slots[0] if slots else None)
