"""When a product can be collected, how much work it is, how much of it there is."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from pickup.orders.making.planning import make_per_day
from pickup.reservations.offers import set_reservable
from pickup.slots.schedule import ensure_point
from pickup.slots.services import generate_slots
from shops.access import for_shopkeepers
from shops.catalogue.collection import campaigns_to_come, collection_of
from shops.catalogue.service_forms import resource_names, service_form
from shops.catalogue.service_terms import set_service
from shops.catalogue.services import set_available
from shops.catalogue.terms import sellables_of, set_terms
from shops.catalogue.terms_forms import TermsForm, stock_form, terms_form
from shops.catalogue.words import say_collection_rules

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")


@for_shopkeepers
def product_collection(request, shop, pk):
    mine = Product.objects.for_shop(shop).listed().select_related("shop__territory", "parent")
    product = get_object_or_404(mine, pk=pk)
    sold = sellables_of(product)
    data = request.POST if request.method == "POST" else None
    stock = [stock_form(one, StockRecord.objects.get(product=one), data) for one in sold]
    forms = {
        "form": terms_form(product, sold) if data is None else TermsForm(data),
        "service": service_form(sold, data),
        "stock": stock,
    }
    if data is None:
        return show(request, shop, product, forms)
    # All are looked at, so that all errors are shown at once.
    valid = [one.is_valid() for one in (forms["form"], forms["service"], *stock)]
    if not all(valid):
        return show(request, shop, product, forms, status=422)
    save(shop, product, **forms)
    messages.success(request, _("“%(product)s” is saved.") % {"product": product})
    return redirect("pickup:pro_product_collection", shop.slug, product.pk)


@transaction.atomic
def save(shop, product, form, service, stock) -> None:
    weight = form.cleaned_data["preparation_weight"]
    set_terms(product=product, terms=form.terms(), preparation_weight=weight)
    set_service(product=product, service=service.service())
    allowed = form.cleaned_data["can_be_reserved"]
    set_reservable(products=[product, *sellables_of(product)], allowed=allowed)
    for one in stock:
        number = one.cleaned_data["number"]
        if not one.is_change:
            continue
        if one.cleaned_data["mode"] == StockRecord.Mode.PER_DAY:
            make_per_day(product=one.product, quantity=number)
        else:
            on_order = one.cleaned_data["mode"] == StockRecord.Mode.ON_ORDER
            set_available(product=one.product, available=None if on_order else number)
    generate_slots(point=ensure_point(shop))


def show(request, shop, product, forms, status=200):
    context = forms | {
        "shop": shop,
        "product": product,
        "resources": resource_names(shop),
        "said": said_of(product),
        "has_errors": status == 422,
    }
    return render(request, "pickup/pro/product_collection.html", context, status=status)


def said_of(product) -> list[str]:
    """Say what shoppers read of it now, as of the first variant."""
    now, zone = timezone.now(), product.shop.zone
    today = now.astimezone(zone).date()
    sold = Product.objects.filter(pk__in=[one.pk for one in sellables_of(product)])
    loaded = sold.select_related("collection_terms", "service_terms").prefetch_related(
        "stockrecords", campaigns_to_come(today)
    )
    first = loaded.order_by("pk").first()
    if first is None:
        return []
    [record] = first.stockrecords.all()
    return say_collection_rules(collection_of(first, record), now=now, zone=zone)
