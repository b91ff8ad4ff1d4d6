"""Who may enter: each view gets the shop or association it may act for, or answers 404."""

from __future__ import annotations

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404

from marketplace.territories.models import Association
from shops.models import Shop


def for_shopkeepers(view):
    """Give the view the shop of the address; a stranger to it gets 404, as if it did not exist."""

    @login_required
    @wraps(view)
    def guarded(request, shop_slug, *args, **kwargs):
        shops = Shop.objects.run_by(request.user).in_territory(request.territory)
        shop = get_object_or_404(shops.select_related("territory", "town"), slug=shop_slug)
        return view(request, shop, *args, **kwargs)

    return guarded


def for_association(view):
    """Give the view the association of the territory; who does not work there gets 404."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        desk = Association.objects.filter(members__user=request.user)
        association = get_object_or_404(desk, territory=request.territory)
        return view(request, association, *args, **kwargs)

    return guarded
