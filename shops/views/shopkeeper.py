"""The shop's products: list, quick add, edit in place, publish, archive."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from oscar.core.loading import get_model

from shops.access import for_shopkeepers
from shops.catalogue import services
from shops.catalogue.forms import (
    ProductForm,
    RowForm,
    french,
    initial_of,
    left_of,
    repeated_from,
)
from shops.catalogue.own_shelves import shelf_names
from shops.catalogue.quotas import is_called_off
from shops.catalogue.terms import say_sold_out, sell_again
from shops.exceptions import CannotPublish
from shops.reports.models import Report

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")

PER_PAGE = 50
FILTERS = {
    "tous": ["published", "draft"],
    "en-vente": ["published"],
    "brouillons": ["draft"],
    "archives": ["archived"],
}


@for_shopkeepers
def product_list(request, shop):
    return show_list(request, shop)


def show_list(request, shop, *, refused_row=None, status=200):
    """Render the list; a row that was refused keeps what was typed, with its error."""
    chosen = request.GET.get("etat", "tous")
    words = request.GET.get("q", "").strip()[:100]
    products = Product.objects.for_shop(shop).listed()
    products = products.filter(status__in=FILTERS.get(chosen, FILTERS["tous"]))
    if words:
        products = products.matching(words)
    today = timezone.localdate(timezone=shop.zone)
    page = Paginator(with_rows(products, today), PER_PAGE).get_page(request.GET.get("page"))
    for product in page:
        product.row = row_of(product, refused_row)
        records = records_of(product)
        product.is_sold_out_today = bool(records) and all(one.is_sold_out for one in records)
        product.can_be_sold_again = any(one.can_be_sold_again for one in records)
    context = {
        "shop": shop,
        "page": page,
        "chosen": chosen if chosen in FILTERS else "tous",
        "words": words,
    }
    return render(request, "shops/pro/products.html", context, status=status)


def with_rows(products, today):
    rows = StockRecord.objects.annotate(
        is_sold_out=Q(sold_out_on=today) | is_called_off(today, planned__lte=F("taken")),
        can_be_sold_again=Q(sold_out_on=today) | is_called_off(today),
    )
    stock = Prefetch("stockrecords", queryset=rows)
    children = Product.objects.exclude(status="archived").order_by("pk").prefetch_related(stock)
    return products.select_related("shop").prefetch_related(
        "images", stock, Prefetch("children", queryset=children)
    )


def records_of(product) -> list:
    """Return the stock records of a product or of its variants."""
    sold = [product] if not product.is_parent else list(product.children.all())
    return [record for one in sold for record in one.stockrecords.all()]


def row_of(product, refused_row):
    if refused_row and refused_row[0] == product.pk:
        return refused_row[1]
    record = next(iter(product.stockrecords.all()), None)
    if record is None:
        return None
    left = left_of(record)
    initial = {"price": french(record.price), "available": left, "stock_seen": left}
    per_day = record.daily_quantity is not None
    return RowForm(initial=initial, auto_id=f"id_{product.pk}_%s", per_day=per_day)


@for_shopkeepers
def product_add(request, shop):
    """One screen, four fields that matter; the rest is repeated from the last product."""
    last = Product.objects.for_shop(shop).listed().order_by("-pk").first()
    if request.method != "POST":
        initial = repeated_from(last) if last else {"vat_rate": "5.5"}
        return show_form(request, shop, ProductForm(initial=initial, shop=shop), last=last)
    form = ProductForm(request.POST, request.FILES, shop=shop)
    if form.is_valid():
        product = save_new(shop, form, publish="publish" in request.POST)
        if product:
            messages.success(request, saved(product))
            return redirect("shops:pro_products", shop.slug)
    return show_form(request, shop, form, last=last, status=422)


def save_new(shop, form, *, publish: bool):
    """Create the product, and publish it if asked; None with the form's errors if refused."""
    draft, picture = form.draft(), form.chosen_photo()
    if publish:
        candidate = Product(title=draft.title, is_food=draft.is_food, allergens=draft.allergens)
        candidate.is_alcohol = draft.is_alcohol
        if not may_publish(form, candidate, draft.price):
            return None
    product = services.create_product(shop=shop, draft=draft, picture=picture)
    if publish:
        services.publish_product(product=product)
    return product


def may_publish(form, product, price) -> bool:
    try:
        services.check_publishable(product, price=price)
    except CannotPublish as refusal:
        form.refuse(refusal)
        return False
    return True


@for_shopkeepers
def product_edit(request, shop, pk):
    product = product_of(shop, pk)
    own_price = not product.is_parent
    if request.method != "POST":
        form = ProductForm(initial=initial_of(product), shop=shop, has_own_price=own_price)
        return show_form(request, shop, form, product=product)
    form = ProductForm(request.POST, request.FILES, shop=shop, has_own_price=own_price)
    if form.is_valid() and save_changes(product, form, publish="publish" in request.POST):
        messages.success(request, saved(product))
        return redirect("shops:pro_products", shop.slug)
    return show_form(request, shop, form, product=product, status=422)


def save_changes(product, form, *, publish: bool) -> bool:
    try:
        services.update_product(
            product=product,
            draft=form.draft(product),
            stock_seen=form.cleaned_data["stock_seen"],
            picture=form.chosen_photo(),
        )
        if publish:
            services.publish_product(product=product)
    except CannotPublish as refusal:
        form.refuse(refusal)
        return False
    return True


@require_POST
@for_shopkeepers
def product_row(request, shop, pk):
    """Change price and stock in the list."""
    product = product_of(shop, pk)
    form = RowForm(request.POST, auto_id=f"id_{product.pk}_%s")
    if not form.is_valid() or product.is_parent:
        return show_list(request, shop, refused_row=(product.pk, form), status=422)
    services.change_row(product=product, **form.cleaned_data)
    messages.success(request, _("“%(product)s” is saved.") % {"product": product})
    if product.is_child:
        return redirect("shops:pro_product_edit", shop.slug, product.parent_id)
    return redirect("shops:pro_products", shop.slug)


@require_POST
@for_shopkeepers
def product_publish(request, shop, pk):
    product = product_of(shop, pk)
    try:
        services.publish_product(product=product)
    except CannotPublish as refusal:
        messages.error(request, str(refusal))
        return redirect("shops:pro_product_edit", shop.slug, product.pk)
    messages.success(request, saved(product))
    return redirect("shops:pro_products", shop.slug)


@require_POST
@for_shopkeepers
def product_unpublish(request, shop, pk):
    product = product_of(shop, pk)
    services.unpublish_product(product=product)
    messages.success(request, saved(product))
    return redirect("shops:pro_products", shop.slug)


@require_POST
@for_shopkeepers
def product_sold_out(request, shop, pk):
    """Take no more orders of a product for today, or take them again."""
    product = product_of(shop, pk)
    today = timezone.localdate(timezone=shop.zone)
    again = "again" in request.POST
    (sell_again if again else say_sold_out)(product=product, day=today)
    sentence = (
        _("“%(product)s” can be ordered for today again.")
        if again
        else _("“%(product)s” is sold out today: nobody orders it for today any more.")
    )
    messages.success(request, sentence % {"product": product})
    return redirect("shops:pro_products", shop.slug)


@require_POST
@for_shopkeepers
def product_archive(request, shop, pk):
    product = product_of(shop, pk)
    services.archive_product(product=product)
    sentence = _("“%(product)s” is archived; find it again under “Archived”.")
    messages.success(request, sentence % {"product": product})
    return redirect("shops:pro_products", shop.slug)


def product_of(shop, pk):
    """Return a product of this shop; another shop's answers like one that does not exist."""
    mine = Product.objects.for_shop(shop).select_related("shop__town", "shop__partner", "parent")
    return get_object_or_404(mine, pk=pk)


def saved(product) -> str:
    if product.status == Product.Status.PUBLISHED:
        return _("“%(product)s” is on sale.") % {"product": product}
    return _("“%(product)s” is kept as a draft.") % {"product": product}


def show_form(request, shop, form, *, product=None, last=None, status=200):
    today = timezone.localdate(timezone=shop.zone)
    variants = list(with_rows(product.children.order_by("pk"), today)) if product else []
    for variant in variants:
        variant.row = row_of(variant, None)
    context = {
        "shop": shop,
        "form": form,
        "product": product,
        "last": last,
        "variants": variants,
        "decisions": Report.objects.keeping_off(product) if product else (),
        "shelf_names": shelf_names(shop),
        "kept_photo": form.keep_photo() if form.is_bound else "",
    }
    return render(request, "shops/pro/product_form.html", context, status=status)
