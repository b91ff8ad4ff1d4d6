"""The pages that editors write."""

from marketplace.pages.models.base import EditedPage, ReservedSlugMixin, StoryPage
from marketplace.pages.models.entries import PageEntry
from marketplace.pages.models.events import EventIndex, EventPage
from marketplace.pages.models.home import HomePage, SelectionPage, TextPage
from marketplace.pages.models.images import PageImage, PageRendition
from marketplace.pages.models.navigation import Navigation
from marketplace.pages.models.news import ArticleIndex, ArticlePage
from marketplace.pages.models.places import TownPage
from marketplace.pages.models.teams import EditorialTeam
from marketplace.pages.models.walks import WalkIndex, WalkPage

__all__ = [
    "ArticleIndex",
    "ArticlePage",
    "EditedPage",
    "EditorialTeam",
    "EventIndex",
    "EventPage",
    "HomePage",
    "Navigation",
    "PageEntry",
    "PageImage",
    "PageRendition",
    "ReservedSlugMixin",
    "SelectionPage",
    "StoryPage",
    "TextPage",
    "TownPage",
    "WalkIndex",
    "WalkPage",
]
