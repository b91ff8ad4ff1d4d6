"""Pages as parts of other pages: menus, cards, the next market, what the search finds."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.json_ld import script_text
from marketplace.pages import cards
from marketplace.pages.json_ld import event_data
from marketplace.pages.menus import Link, Menus, menus_of
from marketplace.pages.pictures import sources_of
from marketplace.pages.queries import found_pages
from marketplace.pages.territory import HOME_DEPTH, home_of
from marketplace.pages.words import say_duration, say_long_date, say_occurrence
from themes.templatetags.themes import theme_static

register = template.Library()

FOUND = 6
CARD_SIZES = "(min-width: 62rem) 24rem, (min-width: 40rem) 46vw, 92vw"


@register.simple_tag(takes_context=True)
def menus(context) -> Menus | None:
    """Return the territory's menus; None where there is no request (an error page)."""
    request = context.get("request")
    return menus_of(request) if request and getattr(request, "territory", None) else None


@register.inclusion_tag("pages/_main_menu.html", takes_context=True)
def main_menu(context) -> dict[str, Any]:
    return {"menus": menus(context)}


@register.inclusion_tag("pages/_footer_links.html", takes_context=True)
def footer_links(context) -> dict[str, Any]:
    return {"menus": menus(context)}


@register.inclusion_tag("pages/_picture.html")
def page_picture(
    image, sizes: str = CARD_SIZES, shape: str = "wide", lazy: bool = True, alt: str | None = None
) -> dict[str, Any]:
    """Show an editor's picture; `alt` replaces the picture's own words where given."""
    sources = sources_of(image, shape=shape, sizes=sizes) if image else None
    words = alt if alt is not None else (image.default_alt_text if image else "")
    return {"sources": sources, "alt": words, "lazy": lazy}


@register.filter
def alt_in_block(image) -> str:
    """Return what an editor wrote where the picture is used; empty for a decorative one."""
    return "" if image.decorative else image.contextual_alt_text or image.default_alt_text


@register.inclusion_tag("pages/_cards.html", takes_context=True)
def coming_events(
    context, *, title: str = "", written: bool = False, count: int = 3, **filters: Any
) -> dict[str, Any]:
    """Show what is on next; `town=` and `kind=` narrow it."""
    events = _coming(context, **filters)
    heading = _heading(title, _("Coming soon"), written)
    return heading | _section(context, events[:count], "pages.EventIndex")


@register.inclusion_tag("pages/_cards.html", takes_context=True)
def latest_news(
    context, *, title: str = "", written: bool = False, count: int = 3, **filters: Any
) -> dict[str, Any]:
    articles = cards.latest_articles(home_of(context["request"]), **filters)
    heading = _heading(title, _("News"), written)
    return heading | _section(context, articles[:count], "pages.ArticleIndex")


@register.inclusion_tag("pages/_cards.html", takes_context=True)
def town_list(context, *, title: str = "", written: bool = False) -> dict[str, Any]:
    towns = cards.towns_of(home_of(context["request"]))
    return _heading(title, _("The towns"), written) | _section(context, towns, "")


@register.inclusion_tag("pages/_cards.html", takes_context=True)
def whats_on(context, *, title: str = "", written: bool = False) -> dict[str, Any]:
    """Show one of each: the latest news, a walk, the next event; of what is missing, the next."""
    home = home_of(context["request"])
    events, articles = _coming(context), list(cards.latest_articles(home)[:3])
    walks = list(cards.latest_walks(home)[:1])
    first = [*articles[:1], *walks, *events[:1]]
    shown = [*first, *events[1:], *articles[1:]][:3]
    heading = _heading(title, _("Happening here"), written)
    return heading | _section(context, shown, "pages.EventIndex")


@register.inclusion_tag("pages/_next_market.html", takes_context=True)
def next_market(context, *, title: str = "", written: bool = False) -> dict[str, Any]:
    markets = _coming(context, kind="market")
    request = context["request"]
    shown = cards.story_cards(markets[:1], request)
    return _heading(title, _("Next market"), written) | {
        "card": shown[0] if shown else None,
        "when": _when(markets[0], request) if markets else "",
        "is_preview": getattr(request, "is_preview", False),
    }


@register.inclusion_tag("pages/_season.html", takes_context=True)
def season(context) -> dict[str, Any]:
    """Show the selection in season, if there is one."""
    request = context["request"]
    today = timezone.localdate(timezone=request.territory.zone)
    selection = cards.season_of(home_of(request), today=today)
    return {"card": cards.story_cards([selection], request)[0] if selection else None}


@register.inclusion_tag("pages/_found.html", takes_context=True)
def pages_found(context, words: str) -> dict[str, Any]:
    """Show the pages that hold the words searched for."""
    request = context["request"]
    found = found_pages(home_of(request), words)[:FOUND] if words else []
    return {"found": [(page, page.get_url(request), page.entry.summary) for page in found]}


@register.simple_tag(takes_context=True)
def story_cards(context, pages) -> list[cards.StoryCard]:
    return cards.story_cards(pages, context["request"])


@register.simple_tag(takes_context=True)
def about(context, page) -> str:
    return cards.about(page, context["request"])


@register.simple_tag(takes_context=True)
def event_when(context, event) -> str:
    """Say when an event takes place next; of a past one, when it did."""
    return _when(event, context["request"])


@register.simple_tag(takes_context=True)
def event_json_ld(context, event) -> str:
    """Return the event as schema.org data, safe inside a script element."""
    return script_text(event_data(event, context["request"], now=timezone.now()))


@register.simple_tag(takes_context=True)
def event_over(context, event) -> bool:
    zone = context["request"].territory.zone
    return event.dates.next_occurrence(now=timezone.now(), zone=zone) is None


@register.simple_tag(takes_context=True)
def shown_shops(context, shops) -> list:
    """Return those of the shops that visitors of this territory may see."""
    territory = context["request"].territory
    return [shop for shop in shops if shop.territory_id == territory.pk and shop.is_visible]


@register.simple_tag(takes_context=True)
def block_link(context, value) -> Link | None:
    """Return where a block's link leads; None while its page is not published."""
    page, request = value["page"], context["request"]
    if page and not page.live:
        return None
    url = page.get_url(request) if page else value["address"]
    return Link(url, value["label"] or page.title) if url else None


@register.simple_tag(takes_context=True)
def page_share(context, page) -> dict[str, str]:
    """Return what a shared link shows: its type, and its picture's whole address.

    A page without a picture shows the theme's own.
    """
    image = getattr(page, "picture", None)
    sources = sources_of(image, shape="wide", sizes="") if image else None
    path = sources["src"] if sources else theme_static("img/share.jpg")
    picture = context["request"].build_absolute_uri(path)
    return {"type": "article" if page.depth > HOME_DEPTH else "website", "picture": picture}


@register.filter
def duration(minutes: int) -> str:
    return say_duration(minutes)


@register.filter
def long_date(day) -> str:
    return say_long_date(day, year=True)


def _coming(context, **filters: Any) -> list:
    request = context["request"]
    zone = request.territory.zone
    wanted = {name: value for name, value in filters.items() if value}
    return cards.coming_events(home_of(request), now=timezone.now(), zone=zone, **wanted)


def _when(event, request) -> str:
    zone = request.territory.zone
    occurrence = event.dates.next_occurrence(now=timezone.now(), zone=zone)
    occurrence = occurrence or event.dates.last_occurrence(zone)
    return say_occurrence(occurrence, zone=zone) if occurrence else ""


def _heading(title: str, otherwise: str, written: bool) -> dict[str, Any]:
    """Return a title and whether an editor wrote it, which says its language."""
    return {"title": title or otherwise, "is_written": written and bool(title)}


def _section(context, pages, index: str) -> dict[str, Any]:
    request = context["request"]
    return {
        "cards": cards.story_cards(pages, request),
        "index": cards.index_url(index, request) if index else "",
        "is_preview": getattr(request, "is_preview", False),
    }
