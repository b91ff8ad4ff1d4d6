"""The shared basket: lines grouped by shop, with the slot chosen for each."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from oscar.apps.offer.results import OfferApplications
from oscar.core.loading import get_class, get_model

from marketplace.legal.identity import MeansOfPayment
from pickup.exceptions import BasketUnusable, SlotUnavailable
from pickup.orders.expiry import sweep_for_product, sweep_shop
from pickup.orders.models import BasketChoice
from pickup.orders.placing.availability import Needs, needs_of, slots_for
from pickup.orders.placing.chosen import put_line, units_of
from pickup.orders.placing.weighed_basket import total_at_most
from pickup.slots.choices import SlotChoices
from pickup.slots.models import PickupPoint, Slot
from pickup.slots.queries import behind
from pickup.slots.services import make_missing_slots
from shops.catalogue.options.choosing import Picked, choose
from shops.catalogue.options.model import options_of
from shops.exceptions import OutOfStock
from shops.models import Shop

Basket = get_model("basket", "Basket")
BasketLine = get_model("basket", "Line")
Product = get_model("catalogue", "Product")
Voucher = get_model("voucher", "Voucher")
Selector = get_class("partner.strategy", "Selector")

# Of one product a basket cannot hold more; a shopper who wants more telephones.
MAX_QUANTITY = 200
# More than a page can show of one shop.
MOST_SLOTS = 120


@dataclass
class ShopPart:
    """What a basket holds of one shop."""

    shop: Shop
    lines: list[Any] = field(default_factory=list)
    slot: Slot | None = None
    slots: list[Slot] = field(default_factory=list)
    open_to_orders: bool = True

    @property
    def chosen_slot(self) -> Slot:
        """Return the slot of a part that is being ordered."""
        if self.slot is None:
            raise BasketUnusable
        return self.slot

    @property
    def choices(self) -> SlotChoices:
        return SlotChoices(self.slots[:MOST_SLOTS], self.slot)

    @property
    def needs(self) -> Needs:
        """Return what the part's lines ask of a slot."""
        return needs_of(self.shop, self.lines)

    @property
    def cancel_until(self) -> datetime:
        """Return the last moment to cancel what is about to be ordered."""
        return self.needs.cancel_until(self.chosen_slot)

    @property
    def means_of_payment(self) -> list[str]:
        """Return what the shop takes at its till, in words."""
        return [str(MeansOfPayment(code).label) for code in self.shop.means_of_payment]

    @property
    def total(self) -> Decimal:
        return sum((line.line_price_incl_tax for line in self.lines), Decimal(0))

    @property
    def is_estimate(self) -> bool:
        """Say whether the scales have still to speak."""
        return any(line.product.sold_by_weight for line in self.lines)

    @property
    def at_most(self) -> Decimal:
        """Return what it may come to once what is sold by weight is weighed."""
        return total_at_most(self.lines)


def with_strategy(basket):
    """Give a basket its prices; without it Oscar's basket cannot count."""
    basket.strategy = Selector().strategy()
    return basket


def group_by_shop(lines: Iterable[Any]) -> list[ShopPart]:
    """Group lines by shop, in the order in which the shops came into the basket."""
    parts: dict[int, ShopPart] = {}
    for line in lines:
        shop = line.product.shop
        parts.setdefault(shop.pk, ShopPart(shop)).lines.append(line)
    return list(parts.values())


def shops_of(basket) -> list[Shop]:
    """Return the shops of a basket, in the order in which they came into it."""
    lines = BasketLine.objects.filter(basket=basket).select_related("product__shop")
    return list(dict.fromkeys(line.product.shop for line in lines.order_by("pk")))


def view_for_shop(basket, lines: list[Any]):
    """Return the basket as one shop's order sees it: its own lines, no offers, no vouchers.

    Oscar's OrderCreator takes a basket; this is the same row, looked at in part.
    """
    part = copy(basket)
    part._lines = lines
    part.offer_applications = OfferApplications()
    prefetch_related_objects([part], Prefetch("vouchers", Voucher.objects.none()))
    part.strategy = basket.strategy
    return part


def add_to_basket(*, basket, product, quantity: int, picked: Picked | None = None) -> None:
    """Put units of a sellable product into the basket, letting go what is held too long first.

    Not inside a transaction: each hold ends in one of its own (docs/locking.md). For the rest,
    see `put_into_basket`.
    """
    put = partial(put_into_basket, basket=basket, quantity=quantity, picked=picked)
    try:
        put(product=product)
    except OutOfStock:
        if not sweep_for_product(product):
            raise
        put(product=product)


@transaction.atomic
def put_into_basket(*, basket, product, quantity: int, picked: Picked | None = None) -> None:
    """Put units of a sellable product into the basket.

    Args:
        picked: what was chosen of the product's options; see `choosing.choose`.

    Raises:
        ChoiceRefused: an option lacks its choice, or has one that cannot be had.
        OutOfStock: fewer are left than the basket would hold.
        Product.DoesNotExist: unknown, not published, or of a shop that takes no orders.
    """
    # Twice a price is asked for: by us, and by Oscar as it writes the line.
    priced = Product.objects.sellable().prefetch_related("stockrecords", "shop__vat_statuses")
    product = priced.select_related("shop", "parent").get(pk=product.pk)
    chosen = choose(options_of(product), picked or {})
    wanted = units_of(basket, product) + quantity
    if not 0 < wanted <= MAX_QUANTITY or not _is_permitted(basket, product, wanted):
        raise OutOfStock
    put_line(basket=basket, product=product, quantity=quantity, chosen=chosen)


def _is_permitted(basket, product, quantity: int) -> bool:
    availability = basket.strategy.fetch_for_product(product).availability
    return bool(availability.is_purchase_permitted(quantity)[0])


@transaction.atomic
def set_quantity(*, basket, line_id: int, quantity: int) -> None:
    """Change a line's quantity; 0 removes it.

    Raises:
        BasketLine.DoesNotExist: no such line in this basket.
        OutOfStock: fewer are left, or more than one line can hold.
    """
    lines = BasketLine.objects.filter(basket=basket.pk)
    line = lines.select_related("stockrecord", "product__shop").get(pk=line_id)
    if quantity <= 0:
        line.delete()
        BasketChoice.objects.filter(basket=basket, shop=line.product.shop).exclude(
            shop__products__basket_lines__basket=basket
        ).delete()
        return
    record = line.stockrecord
    wanted = quantity + units_of(basket, line.product, other_than=line)
    if wanted > MAX_QUANTITY or (
        record.num_in_stock is not None and wanted > record.net_stock_level
    ):
        raise OutOfStock
    basket.lines.filter(pk=line.pk).update(quantity=quantity)


def choose_slot(*, basket, part: ShopPart, slot_id: int, now: datetime) -> None:
    """Remember the slot chosen for a shop of the basket.

    Raises:
        SlotUnavailable: another shop's, full, closed, beyond its cut-off, or not for all that
            the basket holds of this shop.
    """
    free = Slot.objects.filter(part.needs.match(now), pk=slot_id)
    slot = next((slot for slot in part.slots if slot.pk == slot_id), None) or free.first()
    if slot is None and sweep_shop(part.shop, now=now):
        slot = free.all().first()
    if slot is None:
        raise SlotUnavailable(_("This time can no longer be chosen."))
    BasketChoice.objects.bulk_create(
        [BasketChoice(basket=basket, shop=part.shop, slot=slot)],
        update_conflicts=True,
        unique_fields=["basket", "shop"],
        update_fields=["slot"],
    )


@transaction.atomic
def merge_baskets(*, guest, mine, owner):
    """Give a guest's basket to who has just signed in; returns the one to go on with."""
    if mine is None:
        Basket.objects.filter(pk=guest.pk, owner=None).update(owner=owner)
        guest.owner = owner
        return guest
    mine.merge(guest, add_quantities=False)
    for choice in BasketChoice.objects.filter(basket=guest):
        BasketChoice.objects.get_or_create(
            basket=mine, shop_id=choice.shop_id, defaults={"slot_id": choice.slot_id}
        )
    return mine


def parts_for_page(basket, *, now: datetime) -> list[ShopPart]:
    """Return the basket by shop, each part with the slots that can be chosen and the chosen one.

    A choice that others have filled meanwhile stays the part's slot, so that the page can say
    so; a part without a choice proposes the first free slot.
    """
    parts = group_by_shop(basket.all_lines())
    shops = [part.shop.pk for part in parts]
    takers = dict(
        Shop.objects.open_to_orders()
        .filter(pk__in=shops)
        .values_list("pk", Exists(PickupPoint.objects.filter(behind(now), shop=OuterRef("pk"))))
    )
    if any(takers.values()):
        make_missing_slots(points=PickupPoint.objects.filter(shop__in=takers), now=now)
    chosen = {
        choice.shop_id: choice.slot
        for choice in BasketChoice.objects.filter(basket=basket).select_related("slot")
    }
    slots = slots_for([part.needs for part in parts], now=now)
    for part in parts:
        part.open_to_orders = part.shop.pk in takers
        part.slots = slots[part.shop.pk]
        part.slot = chosen.get(part.shop.pk) or (part.slots[0] if part.slots else None)
    return parts
