import re

import pytest

from marketplace.legal import wordings
from marketplace.legal.terms import (
    TERMS_VERSION,
    render_model_terms,
    render_withdrawal_form,
    render_withdrawal_notice,
)

SELLER = {
    "name": "Buron de la Croix",
    "legal_name": "GAEC de la Croix",
    "legal_form": "GAEC",
    "address": "Le Bourg\n15000 Montvelune",
    "phone": "04 71 00 00 00",
    "email": "buron@example.org",
    "siren": "732829320",
    "vat_mention": wordings.VAT_FRANCHISE_MENTION,
    "mediator_name": "Médiateur du commerce",
    "mediator_address": "1 rue de la Paix\n75002 Paris",
    "mediator_website": "https://mediateur.example",
}
ASSOCIATION = {"name": "Les Commerces du Haut-Velune", "email": "asso@example.org"}


def model_terms(**changes: str) -> str:
    return render_model_terms(seller=SELLER | changes, association=ASSOCIATION)


def test_the_terms_carry_their_version() -> None:
    assert TERMS_VERSION == "2026-12"
    assert "Version 2026-12." in model_terms()


def test_the_terms_identify_the_seller() -> None:
    assert (
        "Buron de la Croix (GAEC de la Croix)\nForme juridique : GAEC\n"
        "Adresse : Le Bourg, 15000 Montvelune\nTéléphone : 04 71 00 00 00\n"
        "E-mail : buron@example.org\nSIREN : 732829320\n"
    ) in model_terms()


def test_the_terms_name_the_mediator() -> None:
    assert (
        "Médiateur du commerce\n1 rue de la Paix, 75002 Paris\nhttps://mediateur.example"
    ) in model_terms()


def test_the_terms_hold_the_statutory_wordings() -> None:
    terms = model_terms()
    assert f"« {wordings.ORDER_BUTTON} »" in terms
    assert wordings.GUARANTEE_BOX in terms
    assert wordings.CANVASSING_SENTENCE in terms


def test_the_terms_have_thirteen_numbered_headings() -> None:
    headings = re.findall(r"^(\d+)\. \S", model_terms(), flags=re.MULTILINE)
    assert headings == [str(number) for number in range(1, 14)]


def test_the_terms_no_longer_point_to_the_closed_european_platform() -> None:
    assert "ec.europa.eu" not in model_terms()
    assert "RLL" not in model_terms()
    assert "ODR" not in model_terms()


def test_the_terms_say_that_the_association_does_not_sell() -> None:
    assert "Les Commerces du Haut-Velune n’est pas partie à la vente" in model_terms()


def test_a_seller_without_vat_says_so_and_another_says_nothing() -> None:
    assert "(TTC). TVA non applicable, art. 293 B du CGI. Le prix dû" in model_terms()
    assert "(TTC). Le prix dû" in model_terms(vat_mention="")


def test_what_a_seller_lacks_leaves_no_empty_line() -> None:
    assert "SIREN" not in model_terms(siren="")
    assert "RNA : W751212517" in model_terms(siren="", rna="W751212517")


@pytest.mark.parametrize("field", ["legal_name", "address", "phone", "email", "mediator_name"])
def test_no_terms_without_the_required_identity(field: str) -> None:
    with pytest.raises(ValueError, match=f"seller without {field}"):
        model_terms(**{field: ""})


def test_no_placeholder_is_left() -> None:
    texts = (
        model_terms(),
        render_withdrawal_notice(seller=SELLER),
        render_withdrawal_form(seller=SELLER),
        wordings.GUARANTEE_BOX,
    )
    assert not [text for text in texts if re.search(r"[${}]", text)]


def test_a_dollar_typed_by_a_shopkeeper_stays_a_dollar() -> None:
    assert "Chez $eller_name (GAEC de la Croix)" in model_terms(name="Chez $eller_name")


def test_the_withdrawal_notice_and_form_are_addressed_to_the_seller() -> None:
    contact = "Buron de la Croix (GAEC de la Croix)\nLe Bourg, 15000 Montvelune\n"
    assert contact in render_withdrawal_notice(seller=SELLER)
    assert f"À l’attention de :\n{contact}" in render_withdrawal_form(seller=SELLER)


def test_the_withdrawal_notice_says_what_the_link_does() -> None:
    notice = render_withdrawal_notice(seller=SELLER)
    assert "exercer votre droit de rétractation en ligne, gratuitement, par la fonction" in notice
    assert f"«\u00a0{wordings.WITHDRAW_LINK}\u00a0»" in notice
    assert "le lien se trouve en bas de chaque page du site" in notice
