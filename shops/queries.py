"""Which shops: seen, open to orders, someone's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.territories.models import Territory

# Without these no shop sells (C. conso L111-1, L221-5 and L616-1): the field, and what it is.
REQUIRED_TO_SELL = (
    "legal_name",
    "legal_form",
    "address",
    "phone",
    "email",
    "mediator_name",
    "mediator_address",
    "mediator_website",
)


def legally_complete() -> Q:
    """Match shops whose legal identity is complete; `missing_to_sell` says the same of one."""
    empty = Q()
    for field in REQUIRED_TO_SELL:
        empty |= Q(**{field: ""})
    registered = ~Q(siren="") | ~Q(rna="")
    terms = Q(uses_model_terms=True) | ~Q(own_terms="")
    vat = apps.get_model("shops", "VatStatus").objects.filter(shop=OuterRef("pk"))
    return Q(~empty, registered, terms, ~Q(means_of_payment=[]), Exists(vat))


def open_conditions() -> Q:
    """Match shops that may take an order: visible, in sales mode, identity complete."""
    return Q(legally_complete(), status="approved", mode="sales")


class ShopQuerySet(models.QuerySet):
    def in_territory(self, territory: Territory) -> ShopQuerySet:
        return self.filter(territory=territory)

    def visible(self) -> ShopQuerySet:
        """Return shops that have a page: admitted and not paused or closed."""
        return self.filter(status="approved")

    def open_to_orders(self) -> ShopQuerySet:
        """Return shops that may take an order: visible, in sales mode, identity complete."""
        return self.filter(open_conditions())

    def run_by(self, user: User) -> ShopQuerySet:
        """Return the shops that a person works in; nothing for a stranger."""
        return self.filter(members__user=user)

    def awaiting_decision(self) -> ShopQuerySet:
        return self.filter(status__in=["submitted", "needs_information"])

    def decided(self) -> ShopQuerySet:
        """Return the shops that were decided upon, refused ones included."""
        return self.exclude(status__in=["draft", "submitted", "needs_information"])
