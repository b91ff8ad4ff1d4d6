"""What an editor may name by an id, in an address or in a form: what is theirs.

Wagtail sends back who names a page of others, and finds no page that is not there: the difference
tells what exists. Its forms name the page they refuse, some of its lists ask for nothing, and its
choosers show whatever a form names, with title and picture, beside the error too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from django.db.models import Model, QuerySet
from wagtail.images import get_image_model
from wagtail.models import Page, Site, UploadedFile
from wagtail.permissions import policy_registry

from marketplace.pages.choosers import TERRITORY_OF
from marketplace.pages.territory import edited_territories, own_pages

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import ResolverMatch

    from marketplace.accounts.models import User

ROOT_DEPTH = 1


def _pages(user: User) -> QuerySet:
    """Return their pages, and the root above all territories, where choosers begin."""
    return own_pages(Page.objects.all(), user) | Page.objects.filter(depth=ROOT_DEPTH)


def _pictures(user: User) -> QuerySet:
    policy = policy_registry.get_by_type(get_image_model())
    return policy.instances_user_has_any_permission_for(user, {"change", "choose"})


def _uploads(user: User) -> QuerySet:
    return UploadedFile.objects.filter(uploaded_by_user=user)


def _sites(user: User) -> QuerySet:
    return Site.objects.filter(territory__in=edited_territories(user))


# Wagtail's names in addresses; where it says `pk`, the namespace tells of what.
IN_ADDRESSES: dict[str, Callable[[User], QuerySet]] = {
    **dict.fromkeys(("page_id", "parent_page_id"), _pages),
    **dict.fromkeys(("page_to_move_id", "destination_id"), _pages),
    "image_id": _pictures,
    "uploaded_file_id": _uploads,
    "wagtailadmin_pages:pk": _pages,
    "wagtailadmin_api:pages:pk": _pages,
    "wagtailimages_chooser:pk": _pictures,
    "wagtailsettings:pk": _sites,
}
# Names of fields and parameters; `id` means pages to this one view.
IN_FORMS = ("new_parent_page", "parent_page", "target_pages[]")
PAGES_BY_ID = "wagtailadmin_choose_page_chosen_multiple"


def names_only_own(request: HttpRequest, match: ResolverMatch) -> bool:
    """Tell whether all that a request names by an id is the person's own."""
    named = [*_in_address(match), (_pages, _in_form(request, match))]
    return all(_all_among(things, ids, request.user) for things, ids in named)


def _in_address(match: ResolverMatch) -> Iterator[tuple[Callable[[User], QuerySet], list[str]]]:
    for name, value in match.kwargs.items():
        things = IN_ADDRESSES.get(f"{match.namespace}:pk" if name == "pk" else name)
        if things:
            yield things, [str(value)]


def _in_form(request: HttpRequest, match: ResolverMatch) -> list[str]:
    names = (*IN_FORMS, "id") if match.view_name == PAGES_BY_ID else IN_FORMS
    given = (data.getlist(name) for data in (request.GET, request.POST) for name in names)
    return [value for values in given for value in values if value]


def _all_among(things: Callable[[User], QuerySet], ids: Iterable[str], user: User) -> bool:
    wanted = set(ids)
    if not all(value.isdecimal() and value.isascii() for value in wanted):
        return False
    own = things(user) if wanted else None
    return all(own.filter(pk=value).exists() for value in wanted)


def is_of_others(user: User, model: type[Model], pk: str) -> bool:
    """Tell whether a thing is there, but of territories that are not the person's to edit."""
    if not pk.isdecimal() or not model._default_manager.filter(pk=pk).exists():
        return False
    if issubclass(model, Page):
        return not _all_among(_pages, [pk], user)
    if issubclass(model, get_image_model()):
        return not _all_among(_pictures, [pk], user)
    to_territory = TERRITORY_OF.get(model._meta.label)
    if to_territory is None:
        return False
    own = {to_territory: edited_territories(user)}
    return not model._default_manager.filter(**own, pk=pk).exists()
