"""The shop's news: list, publish, reword, withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shops.access import for_shopkeepers
from shops.exceptions import TooManyNews, Withheld
from shops.news import services
from shops.news.forms import NewsForm
from shops.news.mails import readers_of
from shops.news.models import NewsItem
from shops.reports.models import Report

PER_PAGE = 20


@require_safe
@for_shopkeepers
def news_list(request, shop):
    news = NewsItem.objects.for_shop(shop).select_related("shop")
    page = Paginator(news, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "shops/pro/news.html", {"shop": shop, "page": page})


@for_shopkeepers
def news_add(request, shop):
    form = NewsForm(*typed(request), shop=shop, readers=readers_for(shop))
    if form.is_valid() and (item := published(shop, form)):
        messages.success(request, told(item))
        return redirect("shops:pro_news", shop.slug)
    return show_form(request, shop, form)


def told(item) -> str:
    if item.mail_asked_at:
        return _("“%(news)s” is on your page, and on its way by e-mail.") % {"news": item}
    return _("“%(news)s” is on your page.") % {"news": item}


def typed(request) -> tuple:
    """Return what a form is bound to: nothing before it was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def readers_for(shop, item=None) -> int:
    """Return how many would be written to; nobody twice, nor about what nobody can read."""
    can_be_read = shop.is_visible and (item is None or item.is_published)
    asked = item is not None and item.mail_asked_at is not None
    return readers_of(shop).count() if can_be_read and not asked else 0


def published(shop, form) -> NewsItem | None:
    """Publish what was typed; None with the form's error if the day is full."""
    try:
        return services.publish_news(shop=shop, **form.facts())
    except TooManyNews:
        form.refuse_for_today()
        return None


@for_shopkeepers
def news_edit(request, shop, pk):
    item = item_of(shop, pk)
    form = NewsForm(*typed(request), shop=shop, item=item, readers=readers_for(shop, item))
    if form.is_valid():
        services.change_news(item=item, **form.facts())
        messages.success(request, _("“%(news)s” is saved.") % {"news": item})
        return redirect("shops:pro_news", shop.slug)
    return show_form(request, shop, form, item=item)


@require_POST
@for_shopkeepers
def news_withdraw(request, shop, pk):
    item = item_of(shop, pk)
    services.withdraw_news(item=item)
    messages.success(request, _("“%(news)s” is withdrawn: nobody reads it now.") % {"news": item})
    return redirect("shops:pro_news", shop.slug)


@require_POST
@for_shopkeepers
def news_put_back(request, shop, pk):
    item = item_of(shop, pk)
    try:
        services.put_back_news(item=item)
    except Withheld as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(news)s” is on your page again.") % {"news": item})
    return redirect("shops:pro_news", shop.slug)


def item_of(shop, pk) -> NewsItem:
    """Return news of this shop; another shop's answers like news that does not exist."""
    return get_object_or_404(NewsItem.objects.for_shop(shop).select_related("shop"), pk=pk)


def show_form(request, shop, form, *, item=None):
    """Show the form; one that was refused keeps its photo, and is no success for programs."""
    context = {
        "shop": shop,
        "form": form,
        "item": item,
        "decisions": Report.objects.keeping_off(item) if item else (),
        "kept_photo": form.keep_photo() if form.is_bound else "",
    }
    return render(request, "shops/pro/news_form.html", context, status=422 if form.errors else 200)
