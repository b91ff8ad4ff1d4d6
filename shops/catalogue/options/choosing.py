"""What a shopper chose: checked against what is offered, kept with a line, looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext as _, ngettext, to_locale

from marketplace.legal.allergens import describe_allergens
from marketplace.money import format_price
from shops.catalogue.options.model import MAX_TEXT, Kind, Option
from shops.exceptions import ChoiceRefused

Picked = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Chosen:
    """One value of one option, or a text; `extra_price` TTC, in euros, for each unit."""

    option: str
    name: str
    key: str
    value: str
    extra_price: Decimal
    allergens: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Say the choice: « Pain : tranché (+ 0,20 €) »."""
        return say(self.name, self.value, self.extra_price)

    def frozen(self) -> dict[str, Any]:
        """Return it as lines of baskets and orders keep it."""
        return {
            "option": self.option,
            "name": self.name,
            "key": self.key,
            "value": self.value,
            "extra_price": str(self.extra_price),
            "allergens": list(self.allergens),
        }


@dataclass(frozen=True)
class Choice:
    """What a line of a basket chose, as it is offered now.

    `changes` says what became of it since; with `problems` the line cannot be ordered.
    """

    chosen: tuple[Chosen, ...] = ()
    changes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def extra_price(self) -> Decimal:
        return sum((one.extra_price for one in self.chosen), Decimal(0))

    @property
    def words(self) -> list[str]:
        return [one.words for one in self.chosen]

    @property
    def allergens(self) -> str:
        """Say the allergens that the choice adds (INCO 1169/2011 art. 14); empty for none."""
        return say_allergens(one.allergens for one in self.chosen)


def choose(options: Iterable[Option], picked: Picked) -> list[Chosen]:
    """Return what was chosen, in the order of the options.

    Args:
        picked: by an option's key, the keys of values, or the text that was typed.

    Raises:
        ChoiceRefused: by an option's key, what is missing, too much, too long or unknown.
    """
    chosen: list[Chosen] = []
    refused: dict[str, str] = {}
    for option in options:
        given = [text for text in map(_clean, picked.get(option.key, ())) if text]
        reason = _refusal(option, given)
        if reason:
            refused[option.key] = reason
        else:
            chosen += _taken(option, given)
    if refused:
        raise ChoiceRefused(refused)
    return chosen


def look_again(options: Sequence[Option], kept: Sequence[Mapping[str, Any]]) -> Choice:
    """Return a kept choice as it is offered now: other prices, other names, what is gone."""
    known = {option.key: option for option in options}
    picked: dict[str, list[str]] = {}
    for row in kept:
        picked.setdefault(row["option"], []).append(row["key"] or row["value"])
    chosen = [one for option in options for one in _taken(option, picked.get(option.key, []))]
    there = {(one.option, one.key): one for one in chosen}
    gone = [row for row in kept if (row["option"], row["key"]) not in there]
    problems = [_gone(row) for row in gone]
    try:
        choose(known.values(), {key: picked[key] for key in picked if key in known})
    except ChoiceRefused as refused:
        of_gone = {row["option"] for row in gone}
        problems += [
            f"{known[key].name}{_(':')} {reason}"
            for key, reason in refused.by_option.items()
            if key not in of_gone
        ]
    return Choice(tuple(chosen), tuple(_changes(kept, there)), tuple(problems))


def picked_by_name(options: Iterable[Option], kept: Sequence[Mapping[str, Any]]) -> Picked | None:
    """Return a frozen choice in the keys of today, found by its words; None where one is gone."""
    known = {option.name: option for option in options}
    picked: dict[str, list[str]] = {}
    for row in kept:
        option = known.get(row["name"])
        if option is None:
            return None
        keys = {value.name: value.key for value in option.values}
        given = row["value"] if option.kind == Kind.TEXT else keys.get(row["value"])
        if given is None:
            return None
        picked.setdefault(option.key, []).append(given)
    return picked


def say(name: str, value: str, extra_price: Decimal) -> str:
    words = f"{name}{_(':')} {value}"
    return f"{words} (+\u00a0{_price(extra_price)})" if extra_price else words


def say_frozen(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Say each choice that a line froze."""
    return [say(row["name"], row["value"], Decimal(row["extra_price"])) for row in rows]


def say_allergens(codes: Iterable[Iterable[str]]) -> str:
    """Say the allergens of several values at once; empty where they bring none."""
    together = {code for some in codes for code in some}
    return describe_allergens(sorted(together)) if together else ""


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def _refusal(option: Option, given: list[str]) -> str:
    if not given:
        return _missing(option) if option.required else ""
    if option.kind == Kind.TEXT:
        return _too_long(given[0]) if len(given[0]) > MAX_TEXT else ""
    if not set(given) <= {value.key for value in option.values}:
        return _("This choice is no longer offered: choose again.")
    if len(set(given)) > option.limit:
        return ngettext("Choose one at most.", "Choose %(n)s at most.", option.limit) % {
            "n": option.limit
        }
    return ""


def _missing(option: Option) -> str:
    return _("Write a text.") if option.kind == Kind.TEXT else _("Make a choice.")


def _too_long(text: str) -> str:
    sentence = _("%(limit)s characters at most: yours has %(n)s.")
    return sentence % {"limit": MAX_TEXT, "n": len(text)}


def _taken(option: Option, given: Sequence[str]) -> list[Chosen]:
    """Return what of a choice is offered."""
    if option.kind == Kind.TEXT:
        return [
            Chosen(option.key, option.name, "", text, option.extra_price) for text in given[:1]
        ]
    return [
        Chosen(option.key, option.name, value.key, value.name, value.extra_price, value.allergens)
        for value in option.values
        if value.key in given
    ]


def _gone(row: Mapping[str, Any]) -> str:
    words = f"{row['name']}{_(':')} {row['value']}"
    sentence = _("“%(choice)s” is no longer offered: remove this line and choose again.")
    return sentence % {"choice": words}


def _changes(kept: Sequence[Mapping[str, Any]], there: Mapping[Any, Chosen]) -> Iterator[str]:
    for row in kept:
        now = there.get((row["option"], row["key"]))
        if now is not None and now.words != (before := say_frozen([row])[0]):
            sentence = _("Changed since you chose: “%(before)s” is now “%(now)s”.")
            yield sentence % {"before": before, "now": now.words}


def _price(amount: Decimal) -> str:
    return format_price(amount, to_locale(get_language() or settings.LANGUAGE_CODE))
