import pytest

from marketplace.legal.allergens import Allergen, describe_allergens


def test_there_are_fourteen_allergens() -> None:
    assert Allergen.values == [
        *("gluten", "crustaceans", "eggs", "fish", "peanuts", "soy", "milk"),
        *("nuts", "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"),
    ]


def test_their_french_names() -> None:
    assert Allergen.labels == [
        *("gluten", "crustacés", "œufs", "poissons", "arachides", "soja", "lait"),
        *("fruits à coque", "céleri", "moutarde", "sésame", "sulfites", "lupin", "mollusques"),
    ]


def test_allergens_are_listed_in_the_order_of_the_annex() -> None:
    assert describe_allergens(["milk", "gluten"]) == "Allergènes : gluten, lait"


def test_a_shop_can_state_that_there_is_none() -> None:
    assert describe_allergens([]) == "Allergènes : aucun"


def test_nothing_known_is_not_the_same_as_none() -> None:
    assert describe_allergens(None) == "Allergènes : non renseignés"


def test_an_unknown_code_is_an_error_and_never_left_out() -> None:
    with pytest.raises(ValueError, match="water"):
        describe_allergens(["milk", "water"])
