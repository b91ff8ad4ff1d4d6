"""People of the demo; all have the same password, and an address that is proved to be theirs."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from marketplace.accounts.models import User
from marketplace.operations.seed.content import shop_contents, territory_content
from marketplace.territories.models import AssociationMember, Territory
from shops.models import Shop, ShopMember

PASSWORD = "bienvenue-au-marche"
# The shop whose day the demo fills with orders.
BUSY_SHOP = "le-fournil-des-ormieres"


def seed_person(facts: dict[str, Any]) -> User:
    """Return the person with an e-mail address, made at need from names, email and phone."""
    known = User.objects.filter(email=facts["email"]).first()
    if known:
        return known
    fields = ("email", "first_name", "last_name", "phone")
    given = {field: facts[field] for field in fields if field in facts}
    user = User.objects.create_user(password=PASSWORD, **given)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def seed_people(territory: Territory, people: list[dict[str, Any]]) -> None:
    for facts in people:
        user = seed_person(facts)
        if facts["role"] == "association":
            _admit_to_desk(territory, user)


def seed_owner(shop: Shop, facts: dict[str, Any]) -> None:
    ShopMember.objects.get_or_create(shop=shop, user=seed_person(facts))


def demo_logins() -> list[tuple[str, str]]:
    """Return one role and e-mail address each: shopper, shopkeeper, association."""
    emails = {person["role"]: person["email"] for person in territory_content()["people"]}
    owner = next(shop["owner"] for shop in shop_contents() if shop["shop"]["slug"] == BUSY_SHOP)
    return [
        ("shopper", emails["shopper"]),
        ("shopkeeper", owner["email"]),
        ("association", emails["association"]),
    ]


def _admit_to_desk(territory: Territory, user: User) -> None:
    """Let a person decide on shops, and edit the territory's pages in Wagtail."""
    AssociationMember.objects.get_or_create(association=territory.association, user=user)
    editors = Group.objects.filter(name="Moderators").first()
    if editors:
        user.groups.add(editors)
