from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from marketplace.legal.identity import (
    LegalForm,
    MeansOfPayment,
    VatRate,
    VatRegime,
    compact_siren,
    validate_rna,
    validate_siren,
)


@pytest.mark.parametrize("number", ["732829320", "732 829 320"])
def test_a_siren_is_accepted_with_or_without_spaces(number: str) -> None:
    validate_siren(number)
    assert compact_siren(number) == "732829320"


@pytest.mark.parametrize("number", ["", "732829321", "73282932", "73282932000074", "73282932A"])
def test_a_wrong_siren_is_refused(number: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_siren(number)
    assert refusal.value.code == "invalid_siren"


def test_an_association_number_is_a_letter_and_nine_digits() -> None:
    validate_rna("W751212517")


@pytest.mark.parametrize("number", ["", "W75121251", "751212517", "w751212517", "W7512125170"])
def test_a_wrong_association_number_is_refused(number: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_rna(number)
    assert refusal.value.code == "invalid_rna"


def test_the_means_of_payment_in_french() -> None:
    assert MeansOfPayment.labels == [
        *("espèces", "carte bancaire", "chèque"),
        *("titres-restaurant", "virement", "chèque-cadeau local"),
    ]


def test_a_shop_is_liable_to_vat_or_not() -> None:
    assert VatRegime.values == ["franchise", "liable"]


def test_the_vat_rates_are_exact_decimals() -> None:
    assert VatRate.values == [Decimal(rate) for rate in ("20", "10", "5.5", "2.1", "0")]
    assert VatRate.labels == ["20 %", "10 %", "5,5 %", "2,1 %", "0 %"]
    assert str(VatRate.REDUCED) == "5.5"


def test_a_rate_counts_as_the_number_it_is() -> None:
    total = VatRate.REDUCED + 1
    assert total == Decimal("6.5")
    assert VatRate(Decimal("5.50")) is VatRate.REDUCED


def test_usual_legal_forms_are_there() -> None:
    assert {"micro", "sarl", "gaec", "scop", "association", "other"} <= set(LegalForm.values)
