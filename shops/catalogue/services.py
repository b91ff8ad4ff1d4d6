"""Products from draft to archive; the one way in for forms, imports and seeds."""

from __future__ import annotations

import secrets
from datetime import datetime
from decimal import Decimal
from functools import partial

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.images.pictures import delete_picture, store_picture
from marketplace.territories.versions import touch
from shops.catalogue.drafts import PRODUCT_FIELDS, ProductDraft
from shops.catalogue.models import PriceHistory
from shops.catalogue.pictures import FOLDER, used_among
from shops.catalogue.search import search_text_of
from shops.catalogue.stock import correct_stock, set_stock
from shops.catalogue.terms import set_per_day
from shops.exceptions import CannotPublish
from shops.models import Shop

Product = get_model("catalogue", "Product")
ProductClass = get_model("catalogue", "ProductClass")
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")

MAX_SLUG = 80


def create_product(
    *,
    shop: Shop,
    draft: ProductDraft,
    picture=None,
    parent=None,
    structure: str = Product.STANDALONE,
    now: datetime | None = None,
):
    """Create a draft product of a shop, with its one stock record unless it is a parent."""
    product = _create_rows(shop=shop, draft=draft, parent=parent, structure=structure, now=now)
    if picture:
        add_picture(product=product, picture=picture)
    return product


@transaction.atomic
def _create_rows(*, shop: Shop, draft: ProductDraft, parent, structure: str, now):
    product = Product(
        shop=shop,
        parent=parent,
        structure=Product.CHILD if parent else structure,
        slug=free_slug(draft.slug or draft.title, shop),
        product_class=None if parent else the_product_class(),
        **{name: getattr(draft, name) for name in PRODUCT_FIELDS},
    )
    product.save()
    if structure != Product.PARENT:
        _create_stock(product, draft.available)
        set_price(product=product, price=draft.price, now=now)
    product.categories.set(draft.categories)
    _index(product)
    _show(product)
    return product


def update_product(
    *,
    product,
    draft: ProductDraft,
    stock_seen: int | None,
    picture=None,
    now: datetime | None = None,
):
    """Bring a product in line with what its shopkeeper now says of it.

    Args:
        stock_seen: units shown as left when the change was typed; see stock.correct_stock.

    Raises:
        CannotPublish: the product is published and would lack what publishing asks for.
    """
    _update_rows(product=product, draft=draft, stock_seen=stock_seen, now=now)
    if picture:
        add_picture(product=product, picture=picture)
    return product


@transaction.atomic
def _update_rows(
    *, product, draft: ProductDraft, stock_seen: int | None, now: datetime | None
) -> None:
    for name in PRODUCT_FIELDS:
        setattr(product, name, getattr(draft, name))
    if product.status == Product.Status.PUBLISHED:
        price = _lowest_price(product) if product.is_parent else draft.price
        check_publishable(product, price=price)
    product.save(update_fields=[*PRODUCT_FIELDS, "date_updated"])
    if not product.is_parent:
        set_price(product=product, price=draft.price, now=now)
        _change_stock(product, seen=stock_seen, available=draft.available, now=now)
    product.categories.set(draft.categories)
    _index(product)
    _show(product)


@transaction.atomic
def set_price(*, product, price: Decimal | None, now: datetime | None = None) -> None:
    """Set the price TTC, in euros; every price ever asked is kept (C. conso L112-1-1)."""
    changed = StockRecord.objects.filter(product=product).exclude(price=price).update(price=price)
    if changed and price is not None:
        PriceHistory.objects.create(
            product=product, price_incl_tax=price, since=now or timezone.now()
        )
    _show(product)


def set_available(*, product, available: int | None) -> None:
    """Say how many units can still be ordered; None: made or fetched on order."""
    set_stock(stockrecord_id=stockrecord_of(product).pk, available=available)
    _show(product)


@transaction.atomic
def change_row(*, product, price: Decimal, available: int | None, stock_seen: int | None) -> None:
    """Change price and stock in the list; see stock.correct_stock."""
    set_price(product=product, price=price)
    _change_stock(product, seen=stock_seen, available=available)
    _show(product)


def _change_stock(product, *, seen: int | None, available: int | None, now=None) -> None:
    """Apply the number of a list: units left, or units a day where so many a day are made."""
    record = stockrecord_of(product)
    if record.mode == StockRecord.Mode.PER_DAY and available is not None:
        if available != seen:
            today = (now or timezone.now()).astimezone(product.shop.zone).date()
            set_per_day(product=product, quantity=available, today=today)
        return
    correct_stock(stockrecord_id=record.pk, seen=seen, available=available)


def add_picture(*, product, picture) -> None:
    """Make a photo, re-encoded and stripped of its data, the product's picture.

    Encoding takes half a second: it is done before the transaction, not inside.

    Args:
        picture: a file, a ProcessedImage, or the name of a picture already stored.

    Raises:
        marketplace.images.exceptions.ImageRefused: no photo, or too large.
    """
    name = picture
    if not isinstance(picture, str):
        name = store_picture(picture, folder=FOLDER, name_hint=product.slug)
    with transaction.atomic():
        former = set(product.images.values_list("original", flat=True))
        product.images.all().delete()
        ProductImage.objects.create(product=product, original=name, display_order=0)
        _show(product)
        # A photo kept over a refused form, or sent twice, may stand with another product.
        for old in former - used_among(former):
            transaction.on_commit(partial(delete_picture, old))


@transaction.atomic
def publish_product(*, product) -> None:
    """Show a product.

    Raises:
        CannotPublish: with what is missing, in words for the shopkeeper.
    """
    # A decision taken while the shopkeeper typed counts.
    product.withheld_since = _locked(product).withheld_since
    check_publishable(product, price=_lowest_price(product))
    _set_status(product, Product.Status.PUBLISHED)


def unpublish_product(*, product) -> None:
    _set_status(product, Product.Status.DRAFT)


@transaction.atomic
def withhold_product(*, product, now: datetime) -> None:
    """Take a product off sale by a decision: its shop cannot put it back until it is released."""
    product.withheld_since = now
    _locked(product)
    if product.status == Product.Status.PUBLISHED:
        product.status = Product.Status.DRAFT
    product.save(update_fields=["withheld_since", "status", "date_updated"])
    _show(product)


def release_product(*, product) -> None:
    """Let the shop put a withheld product on sale again, when it likes."""
    product.withheld_since = None
    product.save(update_fields=["withheld_since", "date_updated"])


def archive_product(*, product) -> None:
    """Take a product off for good; nothing that was ordered is ever deleted."""
    _set_status(product, Product.Status.ARCHIVED)


def check_publishable(product, *, price: Decimal | None) -> None:
    """Refuse what the law wants stated before purchase (INCO 1169/2011 art. 14; CSP L3342-1)."""
    missing: dict[str, str] = {}
    if product.withheld_since:
        missing[NON_FIELD_ERRORS] = _(
            "The association took this product off sale: it lifts its decision once the product "
            "is corrected."
        )
    if not product.get_title():
        missing["title"] = _("Give the product a name.")
    if not price:
        missing["price"] = _("Give a price.")
    if product.is_food and product.allergens is None:
        missing["allergens"] = _("State the allergens, or tick “none”.")
    if product.is_alcohol:
        missing["is_alcohol"] = _("Alcohol cannot be sold on the site yet.")
    if missing:
        raise CannotPublish(missing)


def the_product_class():
    """Return the one class of all products: Oscar wants one, ours differ by category."""
    return ProductClass.objects.get_or_create(
        slug="product", defaults={"name": "Product", "requires_shipping": False}
    )[0]


def free_slug(title: str, shop: Shop) -> str:
    """Return an address no product has: the title, then with the shop's name, then with chance."""
    base = slugify(title)[:MAX_SLUG].strip("-") or "produit"
    for slug in (base, f"{base}-{shop.slug}"[:200]):
        if not Product.objects.filter(slug=slug).exists():
            return slug
    return f"{base}-{secrets.token_hex(4)}"


def stockrecord_of(product):
    return StockRecord.objects.get(product=product)


def _create_stock(product, available: int | None) -> None:
    StockRecord.objects.create(
        product=product,
        partner=product.shop.partner,
        partner_sku=str(product.pk),
        num_in_stock=available,
        mode=StockRecord.Mode.ON_ORDER if available is None else StockRecord.Mode.COUNTED,
    )


def _lowest_price(product) -> Decimal | None:
    records = StockRecord.objects.filter(product=product)
    if product.is_parent:
        records = StockRecord.objects.filter(product__parent=product, product__status="published")
    return records.exclude(price=None).order_by("price").values_list("price", flat=True).first()


def _locked(product):
    return Product.objects.select_for_update(of=("self",)).get(pk=product.pk)


def _set_status(product, status: str) -> None:
    product.status = status
    product.save(update_fields=["status", "date_updated"])
    _show(product)


def _show(product) -> None:
    """Let the public pages show the product as it is now."""
    touch(product.shop.territory_id)


def _index(product) -> None:
    product.search_text = search_text_of(product)
    Product.objects.filter(pk=product.pk).update(search_text=product.search_text)
