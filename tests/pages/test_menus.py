"""Header, footer, site map: what leads to pages."""

import pytest

from marketplace.pages.models import Navigation, TextPage
from tests.factories import make_product
from tests.pages.conftest import add, add_event


@pytest.fixture
def page(home):
    return add(home, TextPage, "Nos engagements", body="<p>Oui.</p>")


def link(page=None, address="", label=""):
    return {"page": page, "address": address, "label": label}


def test_without_a_setting_the_menu_has_products_shops_and_marked_pages(client, page):
    assert "Nos engagements" not in client.get("/produits/").text
    type(page).objects.update(show_in_menus=True)
    answer = client.get("/produits/").text
    assert 'href="/nos-engagements/"' in answer
    assert 'href="/commerces/"' in answer


def test_the_desk_s_menu_and_footer_are_shown(client, territory, page):
    Navigation.objects.create(
        site=territory.site,
        main_menu=[("link", link(page)), ("link", link(address="/produits/", label="Le panier"))],
        footer_columns=[("column", {"title": "Ici", "links": [link(page, label="Promis")]})],
        footer_sentence="Le plateau, ensemble.",
    )
    answer = client.get("/commerces/").text
    assert all(words in answer for words in ("Nos engagements", "Promis", "Ici", "ensemble."))
    assert "Mentions légales" in answer


def test_a_link_to_what_is_not_published_is_left_out(client, territory, page):
    page.live = False
    page.save()
    Navigation.objects.create(site=territory.site, main_menu=[("link", link(page))])
    assert "Nos engagements" not in client.get("/commerces/").text


def test_menus_cost_two_queries(client, territory, page, django_assert_num_queries, rf):
    from marketplace.pages.menus import menus_of

    setting = Navigation.objects.create(
        site=territory.site,
        main_menu=[("link", link(page))],
        footer_columns=[("column", {"title": "", "links": [link(page), link(page)]})],
    )
    request = client.get("/commerces/").wsgi_request
    del request._pages_menus
    with django_assert_num_queries(2):
        assert menus_of(request).columns[0].links
    assert setting.pk


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//ailleurs.fr", "produits", "/a b"])
def test_only_addresses_that_lead_somewhere_are_taken(address):
    from django.core.exceptions import ValidationError

    from marketplace.pages.blocks.links import validate_address

    with pytest.raises(ValidationError):
        validate_address(address)


def test_the_site_map_lists_what_visitors_may_find(client, home, page, bakery, elsewhere):
    product = make_product(bakery)
    add(elsewhere.site.root_page, TextPage, "Voisin", body="<p>Ici.</p>")
    add(home, TextPage, "Brouillon", body="<p>Ici.</p>", live=False)
    found = client.get("/sitemap.xml").text
    assert all(one.get_absolute_url() in found for one in (bakery, product))
    assert "/nos-engagements/</loc>" in found
    assert "voisin" not in found
    assert "brouillon" not in found


def test_robots_are_told_where_nothing_is_for_them(client, territory):
    answer = client.get("/robots.txt").text
    assert "Disallow: /panier/" in answer
    assert "Sitemap: http://testserver/sitemap.xml" in answer


def test_a_shared_page_says_its_title_and_one_address(client, home):
    answer = client.get(add_event(home, intro="Sous les arcades.").url).text
    assert '<meta property="og:title" content="Marché de Valcendre">' in answer
    assert '<meta name="description" content="Sous les arcades.">' in answer
    assert answer.count('rel="canonical"') == 1
