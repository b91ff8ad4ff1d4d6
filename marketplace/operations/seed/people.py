"""People of the demo; all have the same password, and an address that is proved to be theirs."""

from __future__ import annotations

from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password

from marketplace.accounts.models import User
from marketplace.accounts.second_factor import has_second_factor, needs_second_factor
from marketplace.operations.seed.content import shop_contents, territory_contents
from marketplace.pages.services import make_editor
from marketplace.territories.models import AssociationMember, Territory
from shops.models import Shop, ShopMember

PASSWORD = "bienvenue-au-marche"
# The shop whose day the demo fills with orders.
BUSY_SHOP = "le-fournil-des-ormieres"
# Who edits the territory's pages.
EDITING_ROLES = {"association", "editor"}


def seed_person(facts: dict[str, Any]) -> User:
    """Return the person with an e-mail address, made at need from names, email and phone."""
    known = User.objects.filter(email=facts["email"]).first()
    if known:
        return known
    fields = ("email", "first_name", "last_name", "phone")
    given = {field: facts[field] for field in fields if field in facts}
    user = User.objects.create(password=_hashed_password(), **given)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def seed_people(territory: Territory, people: list[dict[str, Any]]) -> list[User]:
    """Let in who works for the territory; return its shoppers."""
    shoppers = []
    for facts in people:
        user = seed_person(facts)
        if facts["role"] == "shopper":
            shoppers.append(user)
        if facts["role"] == "association":
            AssociationMember.objects.get_or_create(association=territory.association, user=user)
        if facts["role"] in EDITING_ROLES:
            at_desk = facts["role"] == "association"
            make_editor(territory=territory, user=user, at_desk=at_desk)
        _add_second_factor(user)
    return shoppers


def seed_team(shop: Shop, content: dict[str, Any]) -> None:
    """Let the owner in, and whoever else works in the shop."""
    roles = (("owner", ShopMember.Role.OWNER), ("staff", ShopMember.Role.STAFF))
    for key, role in roles:
        if key in content:
            person = seed_person(content[key])
            ShopMember.objects.get_or_create(shop=shop, user=person, defaults={"role": role})


def demo_logins() -> list[tuple[str, str]]:
    """Return one role and e-mail address each of the first territory."""
    content = territory_contents()[0]
    emails = {person["role"]: person["email"] for person in content["people"]}
    shops = {shop["shop"]["slug"]: shop for shop in shop_contents(content)}
    busy = shops[BUSY_SHOP]
    return [
        ("shopper", emails["shopper"]),
        ("shopkeeper", busy["owner"]["email"]),
        ("team", busy["staff"]["email"]),
        ("association", emails["association"]),
        ("editor", emails["editor"]),
    ]


def _add_second_factor(user: User) -> None:
    """Give who needs one the factor whose code the demo tells."""
    secret = settings.DEMO_TOTP_SECRET
    if secret and needs_second_factor(user) and not has_second_factor(user):
        TOTP.activate(user, secret)


@cache
def _hashed_password() -> str:
    """Hash once: each time costs as much as a page, and here are twenty people."""
    return make_password(PASSWORD)
