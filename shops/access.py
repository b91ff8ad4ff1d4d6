"""Who may enter: each view gets the shop or association it may act for, or answers 404."""

from __future__ import annotations

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404

from marketplace.accounts.second_factor import (
    ask_for_second_factor,
    has_second_factor,
    with_second_factor,
)
from marketplace.territories.models import Association
from shops.desk.acting import record_change, session_for, subject_of
from shops.models import Shop


def for_shopkeepers(view):
    """Give the view the shop of the address; a stranger to it gets 404, as if it did not exist."""

    @login_required
    @wraps(view)
    def guarded(request, shop_slug, *args, **kwargs):
        shops = Shop.objects.in_territory(request.territory).select_related("territory", "town")
        shop = shops.run_by(request.user).filter(slug=shop_slug).first()
        request.acting = None
        if shop is None:
            shop = get_object_or_404(shops, slug=shop_slug)
            return act_for(request, shop, view, args, kwargs)
        return view(request, shop, *args, **kwargs)

    return guarded


def for_owners(view):
    """Like `for_shopkeepers`, but the team gets 404: only owners, and who acts for the shop."""

    @for_shopkeepers
    @wraps(view)
    def guarded(request, shop, *args, **kwargs):
        if not runs_team(request, shop):
            raise Http404
        return view(request, shop, *args, **kwargs)

    return guarded


def runs_team(request, shop) -> bool:
    """Say whether who is here may change the shop's team: owners, and who acts for the shop."""
    owner = shop.members.filter(user=request.user, role="owner")
    return request.acting is not None or owner.exists()


def act_for(request, shop, view, args, kwargs):
    """Let a member of the desk who acts for this shop in, and put each change on record."""
    request.acting = session_for(request.user, shop)
    if request.acting is None:
        raise Http404
    if not has_second_factor(request.user):
        return ask_for_second_factor(request)
    action = request.resolver_match.view_name
    # Named before the view runs: it may archive or rename what it is about.
    subject = subject_of(shop, action, kwargs)
    response = view(request, shop, *args, **kwargs)
    if request.method == "POST" and response.status_code < 400:
        record_change(session=request.acting, action=action, subject=subject)
    return response


def for_association(view):
    """Give the view the association of the territory; who does not work there gets 404.

    Who does and has no second factor is led to where one is added.
    """

    @login_required
    @with_second_factor
    @wraps(view)
    def guarded(request, *args, **kwargs):
        desk = Association.objects.filter(members__user=request.user)
        association = get_object_or_404(desk, territory=request.territory)
        return view(request, association, *args, **kwargs)

    return guarded
