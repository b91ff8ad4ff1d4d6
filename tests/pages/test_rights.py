"""Editors have the least rights they need."""

import pytest
from django.urls import reverse
from wagtail.images.forms import get_image_form, get_image_multi_form
from wagtail.models import Site

from marketplace.pages.models import PageImage, TextPage
from marketplace.pages.services import make_editor, remove_editor, team_of
from tests.factories import add_totp, make_product, make_shop, make_user
from tests.pages.conftest import add, add_event, make_image


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def setting(territory):
    return reverse("wagtailsettings:edit", args=["pages", "navigation", territory.site.pk])


def refused(response):
    """Wagtail sends back to its own first page, or finds nothing."""
    sent_back = response.status_code == 302 and response.url in ("/admin/", "/")
    return sent_back or response.status_code in (403, 404)


def not_there(response):
    return response.status_code == 404


@pytest.fixture
def foreign_page(elsewhere):
    return add(elsewhere.site.root_page.specific, TextPage, "Secret voisin", body="<p>Non.</p>")


def test_an_editor_edits_the_own_territory(as_editor, home):
    page = add(home, TextPage, "Le marché", body="<p>Samedi.</p>")
    assert as_editor.get(edit(page)).status_code == 200
    assert as_editor.get(edit(home)).status_code == 200
    assert as_editor.get("/admin/images/").status_code == 200


def test_another_territory_s_pages_are_out_of_reach(as_editor, foreign_page, elsewhere):
    for page in (foreign_page, elsewhere.site.root_page):
        assert not_there(as_editor.get(edit(page)))
        assert not_there(as_editor.post(edit(page), {"title": "Pris"}))
        assert not_there(as_editor.get(reverse("wagtailadmin_pages:delete", args=[page.pk])))
        assert not_there(as_editor.get(reverse("wagtailadmin_choose_page_child", args=[page.pk])))


def test_no_form_takes_or_names_another_territory_s_page(as_editor, home, foreign_page):
    page = add(home, TextPage, "Le marché", body="<p>Samedi.</p>")
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
    forms = {
        reverse("wagtailadmin_pages:copy", args=[page.pk]): "new_parent_page",
        reverse("wagtailadmin_pages:move", args=[page.pk]): "new_parent_page",
        reverse("wagtailadmin_pages:choose_parent", args=["pages", "textpage"]): "parent_page",
    }
    for pk in (foreign_page.pk, 99_999_999, "9" * 20, "abc"):
        assert not_there(as_editor.get(chosen, {"id": [page.pk, pk]}))
        for address, field in forms.items():
            assert not_there(as_editor.post(address, {field: pk}))


def test_choosers_still_begin_above_the_home_and_take_own_pages(as_editor, home):
    page = add(home, TextPage, "Le marché", body="<p>Samedi.</p>")
    root = home.get_parent()
    above = as_editor.get(reverse("wagtailadmin_choose_page_child", args=[root.pk]))
    assert home.title in above.json()["html"]
    chosen = as_editor.get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": page.pk})
    assert chosen.json()["result"][0]["adminTitle"] == "Le marché"


def test_the_list_of_pages_names_nobody_of_another_territory(as_editor, home, foreign_page):
    olga, omar = make_user("olga@example.org"), make_user("omar@example.org")
    foreign_page.owner = olga
    foreign_page.save()
    foreign_page.save_revision(user=omar, log_action=True)
    page = as_editor.get(reverse("wagtailadmin_explore", args=[home.pk])).text
    for stranger in ("olga@example.org", "omar@example.org", "bas-pays.example"):
        assert stranger not in page


def test_the_list_of_pages_is_filtered_by_who_wrote_them(as_editor, home, editor):
    page = add(home, TextPage, "Le marché", body="<p>Samedi.</p>", owner=editor)
    page.save_revision(user=editor, log_action=True)
    by = {"owner": editor.pk, "edited_by": editor.pk}
    assert "Le marché" in as_editor.get(reverse("wagtailadmin_explore", args=[home.pk]), by).text


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/pages/search/?q=secret",
        "/admin/choose-page/",
        "/admin/choose-page/search/?q=secret",
        "/admin/api/main/pages/",
        "/admin/api/main/images/",
        "/admin/pages/usage/pages/textpage/",
        "/admin/reports/page-types-usage/",
        "/admin/reports/site-history/",
    ],
)
def test_no_list_shows_another_territory_s_pages(as_editor, home, foreign_page, address):
    assert "Secret voisin" not in as_editor.get(address).text


def test_another_territory_s_pictures_are_out_of_reach(as_editor, elsewhere):
    image = make_image(elsewhere, "Image voisine")
    assert not_there(as_editor.get(reverse("wagtailimages:edit", args=[image.pk])))
    assert not_there(as_editor.get(f"/admin/api/main/images/{image.pk}/"))
    assert "Image voisine" not in as_editor.get("/admin/images/").text
    assert "Image voisine" not in as_editor.get(reverse("wagtailimages_chooser:choose")).text


def test_pictures_have_no_tags_that_all_territories_would_share():
    for make_form in (get_image_form, get_image_multi_form):
        assert "tags" not in make_form(PageImage).base_fields


@pytest.mark.parametrize(
    "address",
    [
        "/admin/users/",
        "/admin/groups/",
        "/admin/sites/",
        "/admin/collections/",
        "/admin/redirects/",
        "/admin/locales/",
        "/admin/tag-autocomplete/?term=s",
        "/admin/workflows/list/",
        "/admin/documents/",
        "/admin/reports/page-types-usage/",
        "/admin/reports/aging-pages/",
        "/admin/reports/site-history/",
        "/admin/reports/locked/",
    ],
)
def test_an_editor_runs_nothing_of_the_platform(as_editor, home, address):
    assert refused(as_editor.get(address))


def test_the_menu_shows_only_what_is_theirs(as_editor, home):
    page = as_editor.get("/admin/").text
    assert "/admin/images/" in page
    for address in ("/admin/users/", "/admin/reports/", "/admin/documents/", "/admin/sites/"):
        assert address not in page


def test_menus_are_set_by_the_desk_alone(client, as_editor, territory, elsewhere):
    assert refused(as_editor.get(setting(territory)))
    agnes = make_user()
    add_totp(agnes)
    make_editor(territory=territory, user=agnes, at_desk=True)
    client.force_login(agnes)
    assert client.get(setting(territory)).status_code == 200
    team_of(elsewhere)
    assert not_there(client.get(setting(elsewhere)))


def test_the_editor_is_no_way_to_another_address(as_editor, editor):
    """An address is the account's name: it is changed where it is proved."""
    form = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    names = {"name_email-first_name": "Édith", "name_email-last_name": "Roche"}
    taken = {"name_email-email": "agnes@example.org"}
    assert as_editor.post("/admin/account/", form | names | taken).status_code == 302
    editor.refresh_from_db()
    assert (editor.last_name, editor.email) == ("Roche", "edith@example.org")


def test_an_address_of_another_territory_is_not_looked_up(as_editor, foreign_page):
    foreign_page.title = "Brouillon voisin"
    foreign_page.save_revision()
    form = {"external-link-chooser-url": foreign_page.full_url}
    answered = as_editor.post(reverse("wagtailadmin_choose_page_external_link"), form)
    assert foreign_page.full_url in answered.text
    assert "Brouillon" not in answered.text


def test_a_home_is_never_taken_away(as_editor, home):
    for view in ("delete", "unpublish", "move", "copy"):
        address = reverse(f"wagtailadmin_pages:{view}", args=[home.pk])
        assert refused(as_editor.post(address, {}))
    assert Site.objects.get(root_page=home)
    home.refresh_from_db()
    assert home.live


def test_who_is_no_editor_any_more_cannot_enter(as_editor, territory, editor):
    remove_editor(territory=territory, user=editor)
    assert refused(as_editor.get("/admin/pages/"))


def test_an_editor_of_two_territories_loses_one_only(client, editor, territory, elsewhere):
    make_editor(territory=elsewhere, user=editor)
    remove_editor(territory=territory, user=editor)
    client.force_login(editor)
    assert client.get(edit(elsewhere.site.root_page)).status_code == 200


def test_choosers_offer_the_own_territory_s_things(as_editor, territory, elsewhere):
    make_product(make_shop(territory, "Chez nous"), "Notre pain")
    theirs = make_product(make_shop(elsewhere, "Chez eux"), "Leur pain")
    shops = as_editor.get("/admin/shop_chooser/").text
    products = as_editor.get("/admin/product_chooser/results/?q=pain").text
    assert "Chez nous" in shops
    assert "Chez eux" not in shops
    assert "Notre pain" in products
    assert "Leur pain" not in products
    assert refused(as_editor.get(f"/admin/product_chooser/chosen/{theirs.pk}/"))
    assert refused(as_editor.get("/admin/product_chooser/chosen/abc/"))


def test_towns_in_forms_are_the_territory_s(as_editor, home, elsewhere):
    elsewhere.towns.update(name="Ville voisine")
    assert "Ville voisine" not in as_editor.get(edit(add_event(home))).text


def test_a_shopper_finds_no_editor_and_is_not_sent_in_circles(client, dora, territory):
    client.force_login(dora)
    assert client.get("/admin/").status_code == 404
    assert client.get("/admin/pages/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, territory):
    assert client.get("/admin/pages/").url.startswith("/compte/connexion/")
