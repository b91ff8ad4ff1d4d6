"""Who may edit: made, given and taken away here alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
)

from marketplace.pages.models import EditorialTeam
from marketplace.territories.models import AssociationMember
from shops.desk.team import accept_invitation

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from marketplace.territories.models import Territory
    from shops.desk.models import Invitation

PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
IMAGE_RIGHTS = ("add_image", "change_image", "choose_image")
SETTING_RIGHT = "change_navigation"


@transaction.atomic
def make_editor(*, territory: Territory, user: User, at_desk: bool = False) -> None:
    """Let a person edit a territory's pages; one of the desk sets menu and footer as well."""
    team = team_of(territory)
    user.groups.add(team.editors)
    if at_desk:
        user.groups.add(team.desk)


@transaction.atomic
def accept_editing(*, invitation: Invitation, by: User | None) -> User:
    """Make the person an editor who was invited to be one, see `accept_invitation`; return them.

    Who works at the desk as well sets menu and footer too.

    Raises:
        shops.exceptions.TransitionRefused: accepted or withdrawn in between, or the address has
            an account, which must sign in.
    """
    person, territory = accept_invitation(invitation=invitation, by=by), invitation.territory
    desk = AssociationMember.objects.filter(association=territory.association, user=person)
    make_editor(territory=territory, user=person, at_desk=desk.exists())
    return person


@transaction.atomic
def remove_editor(*, territory: Territory, user: User) -> None:
    """Take all rights on a territory's pages away; those on other territories stay."""
    team = EditorialTeam.objects.filter(territory=territory).first()
    if team:
        user.groups.remove(team.editors, team.desk)


@transaction.atomic
def team_of(territory: Territory) -> EditorialTeam:
    """Return the territory's team; the first time, make it with the least rights it needs."""
    team = EditorialTeam.objects.filter(territory=territory).first()
    if team:
        return team
    team = EditorialTeam.objects.create(
        territory=territory,
        editors=_group(f"Rédaction – {territory.name}", territory),
        desk=_group(f"Bureau – {territory.name}", territory),
        collection=_collection(territory.name),
    )
    _grant_editors(team)
    _grant_desk(team)
    return team


def _group(name: str, territory: Territory) -> Group:
    """Make a group of that name; another territory of the same name gets its slug beside."""
    if Group.objects.filter(name=name).exists():
        name = f"{name} ({territory.slug})"
    return Group.objects.create(name=name)


def _collection(name: str) -> Collection:
    root = Collection.get_first_root_node()
    root = root or Collection.add_root(instance=Collection(name="Root"))
    return root.add_child(instance=Collection(name=name))


def _grant_editors(team: EditorialTeam) -> None:
    team.editors.permissions.add(_permission("wagtailadmin", "access_admin"))
    home = team.territory.site.root_page
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(
            group=team.editors, page=home, permission=_permission("wagtailcore", right)
        )
        for right in PAGE_RIGHTS
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(
            group=team.editors,
            collection=team.collection,
            permission=_permission("wagtailimages", right),
        )
        for right in IMAGE_RIGHTS
    )


def _grant_desk(team: EditorialTeam) -> None:
    GroupSitePermission.objects.create(
        group=team.desk,
        site=team.territory.site,
        permission=_permission("pages", SETTING_RIGHT),
    )


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
