"""Texts filled with a seller's identity: the site's model terms, withdrawal notice and form.

Plain text, paragraphs between blank lines: a mail shows them as they are, a page through the
`linebreaks` filter.

A seller is a mapping of strings. Needed: legal_name, address, phone, email, mediator_name.
Optional, left out when empty: name (of the shop), legal_form (label), siren, rna, vat_number,
vat_mention (said by a seller without VAT), mediator_address, mediator_website.
An association: name, and optionally email and address.
"""

import re
from collections.abc import Iterator, Mapping
from string import Template

from . import wordings
from .texts import fill_text, load_text

# Frozen into each order's legal snapshot; changes with any text printed from this module.
TERMS_VERSION = "2026-12"

REQUIRED_SELLER_FIELDS = ("legal_name", "address", "phone", "email", "mediator_name")


# Articles whose paragraphs the law dictates: seller, order, withdrawal, guarantees, mediation,
# data, canvassing, applicable law. A territory's own model holds them word for word.
STATUTORY_ARTICLES = {1, 4, 8, 9, 10, 11, 12, 13}
ARTICLE = re.compile(r"(\d{1,2})\. (.+)")


def statutory_paragraphs() -> Iterator[tuple[str, str]]:
    """Yield each paragraph that a model must hold word for word, after its article's title."""
    number, title = 0, ""
    for paragraph in load_text("model_terms").split("\n\n"):
        if heading := ARTICLE.fullmatch(paragraph):
            number, title = int(heading[1]), heading[2]
        elif number in STATUTORY_ARTICLES:
            yield title, paragraph


def altered_articles(text: str) -> list[str]:
    """Return the titles of the statutory articles that a text lacks or words otherwise."""
    paragraphs = {" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", text)}
    missing = [
        title
        for title, paragraph in statutory_paragraphs()
        if " ".join(paragraph.split()) not in paragraphs
    ]
    return list(dict.fromkeys(missing))


def unknown_marks(text: str) -> list[str]:
    """Return what a text would have filled in and nobody knows; "$" for a lone dollar sign."""
    template = Template(text)
    known = set(Template(load_text("model_terms")).get_identifiers())
    found = set(template.get_identifiers()) - known
    return sorted(found) if template.is_valid() else [*sorted(found), "$"]


def is_lawful_model(text: str) -> bool:
    """Tell whether a territory's model can be used: statutory articles whole, marks all known."""
    return not altered_articles(text) and not unknown_marks(text)


def render_model_terms(
    *,
    seller: Mapping[str, str],
    association: Mapping[str, str],
    text: str = "",
    version: str = TERMS_VERSION,
) -> str:
    """Return the model terms of sale of a shop without terms of its own (C. conso. L211-2).

    `text` is a territory's own model, with the same marks as the one that the site ships with.

    Raise ValueError naming the required fields that are missing or empty.
    """
    _check_seller(seller)
    return fill_text(
        text or load_text("model_terms"),
        terms_version=version,
        seller_name=seller.get("name") or seller["legal_name"],
        seller_identity=_describe_seller(seller),
        vat_sentence=_following_sentence(seller.get("vat_mention", "")),
        mediator=_describe_mediator(seller),
        association_name=association["name"],
        association_contact=_describe_association(association),
        order_button=wordings.ORDER_BUTTON,
        withdraw_link=wordings.WITHDRAW_LINK,
        guarantee_box=wordings.GUARANTEE_BOX,
        canvassing_sentence=wordings.CANVASSING_SENTENCE,
    )


def render_withdrawal_notice(*, seller: Mapping[str, str]) -> str:
    """Return the notice on the right of withdrawal, addressed to this seller (R221-3)."""
    return fill_text(
        wordings.WITHDRAWAL_NOTICE,
        seller_contact=_describe_contact(seller),
        withdraw_link=wordings.WITHDRAW_LINK,
    )


def render_withdrawal_form(*, seller: Mapping[str, str]) -> str:
    """Return the model withdrawal form, addressed to this seller (R221-1)."""
    return fill_text(wordings.WITHDRAWAL_FORM, seller_contact=_describe_contact(seller))


def _check_seller(seller: Mapping[str, str]) -> None:
    missing = [field for field in REQUIRED_SELLER_FIELDS if not seller.get(field)]
    if missing:
        raise ValueError(f"seller without {', '.join(missing)}")


def _describe_seller(seller: Mapping[str, str]) -> str:
    return _lines(
        ("", _titled_name(seller)),
        ("Forme juridique : ", seller.get("legal_form")),
        ("Adresse : ", _on_one_line(seller["address"])),
        ("Téléphone : ", seller["phone"]),
        ("E-mail : ", seller["email"]),
        ("SIREN : ", seller.get("siren")),
        ("RNA : ", seller.get("rna")),
        ("Numéro de TVA : ", seller.get("vat_number")),
    )


def _describe_contact(seller: Mapping[str, str]) -> str:
    return _lines(
        ("", _titled_name(seller)),
        ("", _on_one_line(seller["address"])),
        ("Téléphone : ", seller.get("phone")),
        ("E-mail : ", seller["email"]),
    )


def _describe_mediator(seller: Mapping[str, str]) -> str:
    return _lines(
        ("", seller["mediator_name"]),
        ("", _on_one_line(seller.get("mediator_address", ""))),
        ("", seller.get("mediator_website")),
    )


def _describe_association(association: Mapping[str, str]) -> str:
    email = association.get("email")
    return f"{association['name']} ({email})" if email else association["name"]


def _titled_name(seller: Mapping[str, str]) -> str:
    name = seller.get("name")
    legal_name = seller["legal_name"]
    return f"{name} ({legal_name})" if name and name != legal_name else legal_name


def _lines(*pairs: tuple[str, str | None]) -> str:
    return "\n".join(f"{label}{value}" for label, value in pairs if value)


def _on_one_line(address: str) -> str:
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())


def _following_sentence(sentence: str) -> str:
    return f" {sentence.rstrip('.')}." if sentence else ""
