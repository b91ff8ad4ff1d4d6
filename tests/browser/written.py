"""One page of every kind that editors write, and every block on one of them."""

from __future__ import annotations

from django.core.files.images import ImageFile
from wagtail.rich_text import RichText

from marketplace.operations.seed.content import picture_path
from marketplace.pages.models import TextPage
from tests.pages.conftest import (
    add,
    add_article,
    add_event,
    add_selection,
    add_town,
    add_walk,
    make_image,
)


def write_pages(territory, bread) -> list[str]:
    """Write one page of each kind, each block on the first; return their addresses."""
    home = territory.site.root_page.specific
    picture = make_image(
        territory, file=ImageFile(picture_path("scene-marche").open("rb"), "a.jpg")
    )
    story = {"intro": "Douze bols, un four.", "picture": picture}
    written = [
        home,
        add_article(home, **story, body=every_block(picture, bread)),
        add_event(home, picture=picture),
        add_walk(
            home,
            picture=picture,
            stops=[("stop", {"title": "Le four", "shop": bread.shop, "text": "On y cuit."})],
        ),
        add_town(home, territory, **story),
        add_selection(home, **story),
        add(home, TextPage, "Qui sommes-nous", body="<p>Des <b>commerçants</b>.</p>"),
    ]
    parents = [page.get_parent().specific for page in written[1:4]]
    return [page.get_url() for page in (*written, *parents)]


def every_block(picture, bread) -> list:
    link = {"page": None, "address": "/produits/", "label": "Les produits"}
    goods = {"category": None, "products": [bread], "count": 4}
    sellers = {"town": None, "shops": [bread.shop], "count": 4}
    return [
        ("text", RichText("<h2>Un titre</h2><p>Un <a href='/produits/'>lien</a>.</p>")),
        ("picture", {"picture": picture, "caption": "Le four"}),
        ("quote", {"text": "On y cuit.", "author": "Alice"}),
        ("facts", {"title": "À savoir", "facts": [{"name": "Où", "value": "Valcendre"}]}),
        ("call_to_action", {"title": "À table", "text": "Venez.", "link": link}),
        ("products", {"title": "À goûter", "rule": "picked"} | goods),
        ("shops", {"title": "À voir", "rule": "picked"} | sellers),
        *((kind, {"title": "À venir", "count": 3}) for kind in ("events", "news")),
        *((kind, {"title": "Ici"}) for kind in ("next_market", "whats_on", "towns")),
    ]
