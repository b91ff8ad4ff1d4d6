"""A product's options, from its shopkeeper's words to what is offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.territories.versions import touch
from shops.catalogue.options.model import (
    MAX_OPTIONS,
    MAX_VALUES,
    Kind,
    Option,
    OptionValue,
    new_key,
    options_of,
    write,
)
from shops.exceptions import OptionRefused

Product = get_model("catalogue", "Product")


@dataclass
class OptionDraft:
    """An option as a shopkeeper describes it; a value with an empty key is new."""

    name: str
    kind: str
    required: bool = False
    at_most: int | None = None
    # TTC, in euros: of a text; a value has its own.
    extra_price: Decimal = Decimal(0)
    values: list[OptionValue] = field(default_factory=list)


@transaction.atomic
def save_option(*, product: Any, draft: OptionDraft, key: str = "") -> Option:
    """Add an option to a product, or change the one with this key.

    Raises:
        OptionRefused: by a field's name, what cannot be offered like this.
        KeyError: the product has no option of this key.
    """
    locked = _locked(product)
    options = options_of(locked)
    others = [option for option in options if option.key != key]
    if key and len(others) == len(options):
        raise KeyError(key)
    refused = dict(_refusals(draft, others))
    if refused:
        raise OptionRefused(refused)
    known = {value.key for one in options if one.key == key for value in one.values}
    option = _option(draft, key or new_key(), known)
    kept = [option if one.key == key else one for one in options]
    _store(locked, kept if key else [*kept, option])
    return option


@transaction.atomic
def remove_option(*, product: Any, key: str) -> None:
    """Offer an option no more; baskets that hold it say so."""
    locked = _locked(product)
    _store(locked, [option for option in options_of(locked) if option.key != key])


def _locked(product: Any) -> Any:
    """Two people who change a product's options at once wait for each other here."""
    products = Product.objects.select_for_update(of=("self",)).select_related("shop")
    return products.get(pk=product.pk)


def _store(product: Any, options: Sequence[Option]) -> None:
    product.own_options = [write(option) for option in options]
    product.save(update_fields=["own_options", "date_updated"])
    touch(product.shop.territory_id)


def _option(draft: OptionDraft, key: str, known: set[str]) -> Option:
    """Keep of a draft what its kind knows; a value keeps its key only once."""
    text, some = draft.kind == Kind.TEXT, draft.kind == Kind.SOME
    return Option(
        key=key,
        name=draft.name,
        kind=str(draft.kind),
        required=draft.required,
        at_most=draft.at_most if some else None,
        extra_price=draft.extra_price if text else Decimal(0),
        values=tuple(_with_key(value, known) for value in draft.values),
    )


def _with_key(value: OptionValue, known: set[str]) -> OptionValue:
    if value.key not in known:
        return replace(value, key=new_key())
    known.discard(value.key)
    return value


def _refusals(draft: OptionDraft, others: Sequence[Option]) -> Iterator[tuple[str, str]]:
    names = [value.name.casefold() for value in draft.values]
    if draft.name.casefold() in {option.name.casefold() for option in others}:
        yield "name", _("This product has an option of this name already.")
    if len(others) >= MAX_OPTIONS:
        yield "name", _("%(n)s options at most for a product.") % {"n": MAX_OPTIONS}
    if draft.kind == Kind.TEXT and names:
        yield "kind", _("A text has no values: empty them, or choose another kind.")
    if draft.kind != Kind.TEXT and not names:
        yield "values", _("Give at least one value.")
    if len(names) > MAX_VALUES:
        yield "values", _("%(n)s values at most.") % {"n": MAX_VALUES}
    if len(set(names)) < len(names):
        yield "values", _("Two values have the same name.")
    if draft.kind == Kind.SOME and draft.at_most and draft.at_most > len(names):
        yield "at_most", _("There are fewer values than this.")
