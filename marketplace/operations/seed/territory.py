"""A territory from its file: its place in Wagtail, towns, association, categories, home page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite
from django.db import transaction
from oscar.core.loading import get_model
from wagtail.models import Locale, Page, Site

from marketplace.pages.contents import default_home_body
from marketplace.pages.models import HomePage
from marketplace.pages.services import team_of
from marketplace.territories.models import Association, Territory, Town

Category = get_model("catalogue", "Category")


@transaction.atomic
def seed_territory(content: dict[str, Any]) -> Territory:
    facts = {**content["territory"]}
    host = facts.pop("host", "")
    territory = Territory.objects.filter(slug=facts["slug"]).first()
    if territory is None:
        site = _seed_site(facts, home=content["home"], host=host)
        territory = Territory.objects.create(site=site, **facts)
    _seed_towns(territory, content["towns"])
    _seed_association(territory, content["association"])
    _seed_categories(content["categories"])
    team_of(territory)
    return territory


def _seed_site(facts: dict[str, str], *, home: dict[str, str], host: str) -> Site:
    """Make a home page the root of a site: the host's own, or the one that answers on any."""
    root = Page.get_first_root_node()
    locale = Locale.objects.get(language_code="fr")
    page_facts = {"body": default_home_body()} | home
    page = root.add_child(instance=HomePage(slug=facts["slug"], locale=locale, **page_facts))
    known = {"hostname": host} if host else {"is_default_site": True}
    names = {"site_name": facts["name"], "root_page": page}
    if not host:
        _name_django_site(facts["name"])
        names["hostname"] = "localhost"
    site, _created = Site.objects.update_or_create(**known, defaults=names)
    _drop_welcome_page(root)
    return site


def _name_django_site(name: str) -> None:
    """Name the site that Oscar and allauth ask for; the territory never comes from it."""
    DjangoSite.objects.update_or_create(
        pk=settings.SITE_ID,
        defaults={"domain": urlsplit(settings.SITE_URL).netloc, "name": name},
    )


def _drop_welcome_page(root: Page) -> None:
    for page in root.get_children().filter(slug="home"):
        if type(page.specific) is Page:
            page.delete()


def _seed_towns(territory: Territory, towns: list[dict[str, str]]) -> None:
    for town in towns:
        Town.objects.get_or_create(
            territory=territory,
            slug=town["slug"],
            defaults={field: town[field] for field in ("name", "postcode", "intro")},
        )


def _seed_association(territory: Territory, facts: dict[str, str]) -> None:
    stripped = {field: value.strip() for field, value in facts.items()}
    Association.objects.get_or_create(territory=territory, defaults=stripped)


def _seed_categories(categories: list[dict[str, Any]]) -> None:
    """Add what is missing of the tree; a parent stands before its children in the file."""
    for category in categories:
        if Category.objects.filter(slug=category["slug"]).exists():
            continue
        facts = {field: category[field] for field in ("name", "slug", "description")}
        node = Category(**facts, is_food=category.get("is_food", False))
        if "parent" in category:
            Category.objects.get(slug=category["parent"]).add_child(instance=node)
        else:
            Category.add_root(instance=node)
