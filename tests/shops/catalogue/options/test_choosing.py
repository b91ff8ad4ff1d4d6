"""What can be chosen of a product, and what is said when it cannot."""

from decimal import Decimal

import pytest

from shops.catalogue.options.choosing import choose, look_again
from shops.catalogue.options.model import Option, OptionValue
from shops.exceptions import ChoiceRefused

SLICED, WHOLE = OptionValue("s", "Tranché", Decimal("0.20")), OptionValue("w", "Entier")
HAM = OptionValue("h", "Jambon", Decimal("1.50"))
CHEESE = OptionValue("c", "Tome", Decimal("1.00"), ("milk",))
EGG = OptionValue("e", "Œuf", Decimal("1.00"), ("eggs",))
CUT = Option("cut", "Pain", "one", required=True, values=(SLICED, WHOLE))
MORE = Option("more", "En plus", "some", at_most=2, values=(HAM, CHEESE, EGG))
WORDS = Option("words", "Gravure", "text", extra_price=Decimal("5.00"))


def words(options, picked):
    return [one.words for one in choose(options, picked)]


def refusals(options, picked):
    with pytest.raises(ChoiceRefused) as refused:
        choose(options, picked)
    return refused.value.by_option


def test_a_choice_is_said_with_what_it_costs():
    assert words([CUT], {"cut": ["s"]}) == ["Pain\u00a0: Tranché (+\u00a00,20\u202f€)"]
    assert words([CUT], {"cut": ["w"]}) == ["Pain\u00a0: Entier"]


def test_a_text_costs_only_where_one_is_written():
    assert words([WORDS], {"words": ["  Léa  2026 "]}) == [
        "Gravure\u00a0: Léa 2026 (+\u00a05,00\u202f€)"
    ]
    assert words([WORDS], {"words": ["  "]}) == []


@pytest.mark.parametrize(
    ("option", "given", "said"),
    [
        (CUT, [], "Faites un choix."),
        (CUT, ["s", "w"], "Choisissez-en une au plus."),
        (CUT, ["x"], "Ce choix n’est plus proposé"),
        (MORE, ["h", "c", "e"], "Choisissez-en 2 au plus."),
        (WORDS, ["é" * 81], "80 caractères au plus"),
    ],
)
def test_what_cannot_be_had_is_said(option, given, said):
    assert said in refusals([option], {option.key: given})[option.key]


def test_eighty_characters_are_enough_and_nul_is_none_of_them():
    assert choose([WORDS], {"words": ["é" * 80 + "\0"]})[0].value == "é" * 80


def test_every_option_says_its_own():
    assert set(refusals([CUT, MORE], {"more": ["h", "c", "e"]})) == {"cut", "more"}


def test_what_is_kept_is_looked_at_again():
    kept = [one.frozen() for one in choose([CUT, MORE], {"cut": ["s"], "more": ["c"]})]
    choice = look_again([CUT, MORE], kept)
    assert choice.extra_price == Decimal("1.20")
    assert choice.allergens == "Allergènes\u00a0: lait"
    assert (choice.changes, choice.problems) == ((), ())


def test_another_price_is_taken_and_told():
    kept = [one.frozen() for one in choose([CUT], {"cut": ["s"]})]
    dearer = Option("cut", "Pain", "one", values=(OptionValue("s", "Tranché", Decimal(1)),))
    choice = look_again([dearer], kept)
    assert choice.extra_price == 1
    assert "0,20" in choice.changes[0]
    assert "1,00" in choice.changes[0]


def test_a_value_that_is_gone_stands_in_the_way_once():
    kept = [one.frozen() for one in choose([CUT], {"cut": ["s"]})]
    choice = look_again([Option("cut", "Pain", "one", required=True, values=(WHOLE,))], kept)
    assert len(choice.problems) == 1
    assert "Tranché" in choice.problems[0]


def test_an_option_that_is_gone_stands_in_the_way():
    kept = [one.frozen() for one in choose([WORDS], {"words": ["Léa"]})]
    assert "Gravure\u00a0: Léa" in look_again([], kept).problems[0]


def test_an_option_that_is_asked_for_since_stands_in_the_way():
    assert "Pain" in look_again([CUT], []).problems[0]
