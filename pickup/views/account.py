"""A signed-in person's purchases, and the doors that are open to them."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from marketplace.territories.models import AssociationMember
from pickup.orders.links import token_of
from pickup.orders.models import Purchase
from shops.models import Shop


@login_required
def account(request):
    mine = Purchase.objects.filter(user=request.user, territory=request.territory)
    purchases = list(mine.prefetch_related("orders__shop", "orders__slot")[:50])
    for purchase in purchases:
        purchase.token = token_of(purchase)
    context = {
        "purchases": purchases,
        "shops": Shop.objects.run_by(request.user).in_territory(request.territory),
        "at_desk": AssociationMember.objects.filter(
            user=request.user, association__territory=request.territory
        ).exists(),
    }
    return render(request, "pickup/account.html", context)
