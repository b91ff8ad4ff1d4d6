"""A form takes, and shows, what belongs to the editor's territory alone."""

import json

import pytest
from django.urls import reverse

from marketplace.pages.models import ArticlePage, Navigation, PageImage, TextPage
from marketplace.pages.services import make_editor
from tests.factories import make_product, make_shop
from tests.pages.conftest import add, add_article, make_image


@pytest.fixture
def article(home):
    return add_article(home)


@pytest.fixture
def neighbours(elsewhere):
    """The other territory's picture, page, product, by the name they bear in forms."""
    page = add(elsewhere.site.root_page.specific, TextPage, "Secret voisin", body="<p>Non.</p>")
    product = make_product(make_shop(elsewhere, "Chez eux"), "Leur pain")
    image = make_image(elsewhere, "Image voisine")
    return {"picture": image.pk, "page": page.pk, "product": product.pk}


def send(client, page, view="edit", **fields):
    """Post an article's form with what every one holds."""
    facts = {
        "title": page.title,
        "slug": page.slug,
        "intro": "Douze bols.",
        "kind": "news",
        "day": "2026-11-25",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    return client.post(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]), facts | fields)


def block(kind, **value):
    head = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": kind}
    return head | {f"body-0-value{name and '-'}{name}": given for name, given in value.items()}


def text_with_link_to(pk):
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": pk, "url": "/x/"}}
    ranges = [{"offset": 0, "length": 3, "key": 0}]
    line = {"text": "ici", "type": "unstyled", "entityRanges": ranges, "inlineStyleRanges": []}
    return json.dumps({"blocks": [line], "entityMap": {"0": link}})


def picture_block(pk):
    return block("picture", **{"picture-image": pk, "picture-alt_text": "x", "caption": ""})


FORGED = {
    "picture of the page": lambda theirs: {"picture": theirs["picture"]},
    "picture in a block": lambda theirs: picture_block(theirs["picture"]),
    "link in a text": lambda theirs: block("text", **{"": text_with_link_to(theirs["page"])}),
    "link of a button": lambda theirs: block("call_to_action", **{"link-page": theirs["page"]}),
    "product in a list": lambda theirs: block(
        "products",
        **{"rule": "picked", "products-count": "1", "products-0-deleted": ""},
        **{"products-0-order": "0", "products-0-value": theirs["product"], "count": "4"},
    ),
}


@pytest.mark.parametrize("forged", FORGED)
def test_no_form_takes_or_shows_what_is_another_territory_s(
    as_editor, article, neighbours, forged
):
    fields = FORGED[forged](neighbours)
    for view in ("edit", "preview_on_edit"):
        assert send(as_editor, article, view, **fields).status_code == 404
        # An error elsewhere would show the form again, with the title of what was chosen.
        assert send(as_editor, article, view, **fields, title="").status_code == 404


def test_a_form_takes_what_is_the_territory_s_own(as_editor, article, territory):
    image = make_image(territory)
    response = send(as_editor, article, picture=image.pk, **picture_block(image.pk))
    assert response.status_code == 302
    assert ArticlePage.objects.get().get_latest_revision_as_object().picture == image


def test_what_an_operator_put_there_stays(as_editor, article, neighbours):
    article.picture = PageImage.objects.get(pk=neighbours["picture"])
    article.save_revision()
    assert send(as_editor, article, picture=neighbours["picture"]).status_code == 302


def test_what_is_gone_is_said_beside_the_field(as_editor, article):
    response = send(as_editor, article, picture=99_999_999)
    assert "picture" in response.context["form"].errors


def test_the_menu_leads_to_own_pages_alone(as_editor, editor, territory, neighbours, home):
    make_editor(territory=territory, user=editor, at_desk=True)
    address = reverse("wagtailsettings:edit", args=["pages", "navigation", territory.site.pk])
    link = {"main_menu-0-deleted": "", "main_menu-0-order": "0", "main_menu-0-type": "link"}
    menu = link | {"main_menu-count": "1", "footer_columns-count": "0"}
    own = menu | {"main_menu-0-value-page": home.pk}
    assert as_editor.post(address, own).status_code == 302
    theirs = menu | {"main_menu-0-value-page": neighbours["page"]}
    assert as_editor.post(address, theirs).status_code == 404
    assert Navigation.for_site(territory.site).main_menu[0].value["page"].pk == home.pk
