"""Pre-order campaigns of a shop: listed with what is taken, made, changed, copied, ended."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pickup.orders.making.planning import end_campaign, run_campaign, units_ordered
from pickup.views.posting import sent_from
from shops.access import for_shopkeepers
from shops.catalogue.campaign_forms import CampaignForm, initial_of_campaign
from shops.catalogue.campaigns import is_repeated, next_years
from shops.catalogue.models import PreorderCampaign
from shops.catalogue.queries import days_of_campaigns
from shops.exceptions import CampaignRefused


def campaign_of(shop, pk) -> PreorderCampaign:
    """Return a campaign of this shop; another shop's answers like one that does not exist."""
    mine = PreorderCampaign.objects.filter(shop=shop).select_related("shop__territory")
    return get_object_or_404(mine, pk=pk)


@require_safe
@for_shopkeepers
def campaigns(request, shop):
    today = timezone.localdate(timezone=shop.zone)
    found = days_of_campaigns(shop)
    every = [campaign for campaign, _totals in found]
    for campaign in every:
        is_over = campaign.last_day < today
        campaign.may_be_copied = is_over and not is_repeated(campaign, every, today=today)
    context = {"shop": shop, "campaigns": found, "today": today}
    return render(request, "pickup/pro/campaigns.html", context)


@for_shopkeepers
def campaign_add(request, shop):
    if request.method != "POST":
        today = timezone.localdate(timezone=shop.zone)
        return show(request, shop, CampaignForm(shop=shop, initial={"opens": today}))
    return save(request, shop, CampaignForm(request.POST, shop=shop))


@for_shopkeepers
def campaign_edit(request, shop, pk):
    campaign = campaign_of(shop, pk)
    if request.method != "POST":
        form = CampaignForm(shop=shop, initial=initial_of_campaign(campaign))
        return show(request, shop, form, campaign)
    return save(request, shop, CampaignForm(request.POST, shop=shop), campaign)


@for_shopkeepers
@sent_from("pickup:pro_campaigns", of=campaign_of)
def campaign_copy(request, shop, pk):
    """Make next year's from one that is over, in one tap; its dates are then looked at."""
    former = campaign_of(shop, pk)
    today = timezone.localdate(timezone=shop.zone)
    facts = next_years(former, today=today, zone=shop.zone)
    try:
        copied = run_campaign(shop=shop, facts=facts)
    except CampaignRefused as refused:
        messages.error(request, str(refused))
        return redirect("pickup:pro_campaigns", shop.slug)
    messages.success(request, _("Copied: look at its dates."))
    return redirect("pickup:pro_campaign", shop.slug, copied.pk)


@for_shopkeepers
def campaign_delete(request, shop, pk):
    """Ask once more, saying what becomes of its days and orders, then end a campaign."""
    campaign = campaign_of(shop, pk)
    if request.method != "POST":
        taken = units_ordered(campaign)
        context = {"shop": shop, "campaign": campaign, "taken": taken}
        return render(request, "pickup/pro/campaign_end.html", context)
    end_campaign(campaign=campaign)
    sentence = _("“%(name)s” is ended. What was ordered stays.")
    messages.success(request, sentence % {"name": campaign.name})
    return redirect("pickup:pro_campaigns", shop.slug)


def save(request, shop, form, campaign=None):
    if not form.is_valid():
        return show(request, shop, form, campaign, status=422)
    try:
        saved = run_campaign(shop=shop, facts=form.facts(), campaign=campaign)
    except CampaignRefused as refused:
        form.add_error(refused.field, str(refused))
        return show(request, shop, form, campaign, status=422)
    messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return redirect("pickup:pro_campaigns", shop.slug)


def show(request, shop, form, campaign=None, status=200):
    context = {"shop": shop, "form": form, "campaign": campaign}
    return render(request, "pickup/pro/campaign.html", context, status=status)
