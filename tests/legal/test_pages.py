"""The legal pages, rendered on a bare base: their content is law, their frame is the theme's."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.utils.html import strip_tags

from marketplace.legal import wordings

TEMPLATES = Path(__file__).parents[2] / "themes/default/templates"
BASE = "{% block title %}{% endblock %} · {{ territory.name }}{% block content %}{% endblock %}"
PAGES = sorted(path.name for path in (TEMPLATES / "legal").glob("*.html"))
ASSOCIATION = {
    "name": "Les Commerces du Haut-Velune",
    "legal_form": "Association loi 1901",
    "address": "1 place de la Mairie\n15000 Montvelune",
    "email": "asso@example.org",
    "phone": "04 71 00 00 01",
    "rna": "W751212517",
    "siren": "732829320",
    "publication_director": "Agnès Martin",
    "host_name": "Hébergeur du Massif",
    "host_address": "2 rue des Serveurs\n63000 Clermont-Ferrand",
}


def render(page: str, **changes: str) -> str:
    engine = Engine(
        loaders=[
            ("django.template.loaders.locmem.Loader", {"base.html": BASE}),
            ("django.template.loaders.filesystem.Loader", [TEMPLATES]),
        ]
    )
    association = ASSOCIATION | changes
    context = Context({"association": association, "territory": {"name": "Haut-Velune"}})
    return engine.get_template(f"legal/{page}").render(context)


def test_the_pages_the_law_asks_for_are_there() -> None:
    assert list(PAGES) == [
        *("contact.html", "how_it_works.html", "legal_notice.html", "privacy.html"),
        *("ranking.html", "terms.html", "withdrawal.html"),
    ]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_one_title_and_names_the_territory(page: str) -> None:
    text = render(page)
    assert text.count("<h1>") == 1
    assert "Haut-Velune" in text
    assert "{{" not in text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_points_to_the_closed_european_platform(page: str) -> None:
    assert "ec.europa.eu/consumers" not in render(page)


def test_the_legal_notice_identifies_publisher_director_and_host() -> None:
    text = render("legal_notice.html")
    assert all(ASSOCIATION[key] in text for key in ("name", "legal_form", "phone", "email", "rna"))
    assert "Agnès Martin" in text
    assert "Hébergeur du Massif" in text


def test_an_association_without_siren_shows_no_empty_siren() -> None:
    assert "SIREN" not in render("legal_notice.html", siren="")


def test_the_contact_page_names_both_points_of_contact() -> None:
    text = render("contact.html")
    assert "Point de contact des utilisateurs et des consommateurs" in text
    assert "Point de contact unique des autorités" in text
    assert text.count("règlement (UE) 2023/988, article 22") == 2


def test_the_ranking_page_says_the_order_that_the_lists_follow() -> None:
    text = render("ranking.html")
    assert "ceux que l’on peut retirer le plus tôt" in text
    assert "ceux qui sont ouverts en ce moment" in text
    assert "Personne ne peut payer pour être mieux placé." in text


def test_the_privacy_page_says_the_ban_on_canvassing() -> None:
    ban = wordings.CANVASSING_SENTENCE.split(" (article")[0]
    assert ban in render("privacy.html")


def test_the_terms_of_use_quote_the_report_link() -> None:
    assert f"« {wordings.REPORT_LINK} »" in render("terms.html")


def test_the_withdrawal_page_holds_the_model_form() -> None:
    page = strip_tags(render("withdrawal.html"))
    lines = [line for line in wordings.WITHDRAWAL_FORM.splitlines()[1:] if line]
    addressed = ("À l’attention de :", "${seller_contact}")
    assert not [line for line in lines if line not in addressed and line not in page]


def test_the_withdrawal_page_leads_to_the_function_and_names_both_buttons() -> None:
    page = render("withdrawal.html")
    assert f'href="/renoncer/">{wordings.WITHDRAW_LINK}</a>' in page
    for label in (wordings.WITHDRAW_LINK, wordings.WITHDRAW_CONFIRM):
        assert f"«\u00a0{label}\u00a0»" in page
