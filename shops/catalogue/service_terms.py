"""What a shopkeeper says of a service: how long, what it takes, until when to cancel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from marketplace.territories.versions import touch
from shops.catalogue.models import Resource, ServiceTerms
from shops.catalogue.resources import set_quantity
from shops.catalogue.terms import sellables_of
from shops.models import Shop


@dataclass(frozen=True, kw_only=True)
class Service:
    """duration in minutes; resource_name: « Fauteuil »; resource_quantity: how many there are,
    None: as many as are known, or one."""

    duration_minutes: int
    resource_name: str
    resource_quantity: int | None = None
    cancel_hours: int = 0


@transaction.atomic
def set_service(*, product: Any, service: Service | None) -> None:
    """Make a product and its variants a service; None: goods again. What is booked stays."""
    sold = sellables_of(product)
    if service is None:
        ServiceTerms.objects.filter(product__in=sold).delete()
    else:
        resource = _resource(product.shop, service)
        for one in sold:
            ServiceTerms.objects.update_or_create(
                product=one,
                defaults={
                    "resource": resource,
                    "duration_minutes": service.duration_minutes,
                    "cancel_hours": service.cancel_hours,
                },
            )
    touch(product.shop.territory_id)


def _resource(shop: Shop, service: Service) -> Resource:
    """Return the shop's resource of that name, with as many as it has now."""
    # The shop's row is held: of two at once, the second finds the first's.
    Shop.objects.select_for_update(of=("self",)).get(pk=shop.pk)
    known = Resource.objects.filter(shop=shop, name__iexact=service.resource_name).first()
    if known is None:
        return Resource.objects.create(
            shop=shop, name=service.resource_name, quantity=service.resource_quantity or 1
        )
    if service.resource_quantity and known.quantity != service.resource_quantity:
        set_quantity(resource=known, quantity=service.resource_quantity)
    return known
