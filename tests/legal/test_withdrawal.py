import pytest

from marketplace.legal.withdrawal import (
    LOST_LATER,
    WithdrawalRegime,
    exception_sentence,
    has_right,
    withdrawal_sentence,
)

EXPECTED = {
    "normal": "",
    "service": (
        "Pas de droit de rétractation : une fois le service entièrement réalisé, s’il a commencé "
        "avec votre accord exprès (article L. 221-28, 1° du code de la consommation)."
    ),
    "perishable": (
        "Pas de droit de rétractation : produit susceptible de se détériorer ou de se périmer "
        "rapidement (article L. 221-28, 4° du code de la consommation)."
    ),
    "personalised": (
        "Pas de droit de rétractation : produit fait selon vos indications ou nettement "
        "personnalisé (article L. 221-28, 3° du code de la consommation)."
    ),
    "sealed_hygiene": (
        "Pas de droit de rétractation : une fois le produit descellé, pour des raisons d’hygiène "
        "ou de protection de la santé (article L. 221-28, 5° du code de la consommation)."
    ),
    "sealed_media": (
        "Pas de droit de rétractation : une fois descellé l’enregistrement audio ou vidéo, ou le "
        "logiciel (article L. 221-28, 9° du code de la consommation)."
    ),
    "press": (
        "Pas de droit de rétractation : journal, périodique ou magazine, hors abonnement "
        "(article L. 221-28, 10° du code de la consommation)."
    ),
    "dated_leisure": (
        "Pas de droit de rétractation : hébergement, restauration ou loisir fourni à une date ou "
        "à une période déterminée (article L. 221-28, 12° du code de la consommation)."
    ),
    "inseparable": (
        "Pas de droit de rétractation : une fois le produit mélangé de manière indissociable "
        "avec d’autres (article L. 221-28, 6° du code de la consommation)."
    ),
}


def test_the_list_of_regimes_is_closed() -> None:
    assert WithdrawalRegime.values == list(EXPECTED)


@pytest.mark.parametrize(("regime", "sentence"), EXPECTED.items())
def test_each_regime_has_its_sentence(regime: str, sentence: str) -> None:
    assert exception_sentence(regime) == sentence


@pytest.mark.parametrize("regime", ["perishable", "personalised", "press", "dated_leisure"])
def test_these_products_are_never_taken_back(regime: str) -> None:
    assert not has_right(regime)


@pytest.mark.parametrize("regime", ["normal", *LOST_LATER])
def test_an_unopened_box_can_still_be_brought_back(regime: str) -> None:
    assert has_right(regime)


def test_an_unknown_regime_is_an_error() -> None:
    with pytest.raises(ValueError, match="food"):
        has_right("food")
    with pytest.raises(ValueError, match="food"):
        exception_sentence("food")


def test_the_recap_says_the_right_or_its_exception() -> None:
    assert withdrawal_sentence("normal") == (
        "Droit de rétractation : 14 jours à compter du lendemain du retrait."
    )
    assert withdrawal_sentence("press") == EXPECTED["press"]
