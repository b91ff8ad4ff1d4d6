"""What Wagtail's editor offers beyond pages and pictures, and what it keeps to itself."""

from wagtail import hooks

from marketplace.pages import choosers
from marketplace.pages.page_filters import keep_to_own_territories
from marketplace.pages.territory import own_pages

# Reports and help speak of the whole platform: they are for those who run it.
OPERATORS_MENU = {"reports", "help"}

keep_to_own_territories()


@hooks.register("register_admin_viewset")
def register_choosers():
    return [
        choosers.shop_chooser,
        choosers.product_chooser,
        choosers.town_chooser,
        choosers.category_chooser,
    ]


@hooks.register("construct_main_menu")
def hide_operators_menu(request, menu_items):
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name not in OPERATORS_MENU]


@hooks.register("construct_page_chooser_queryset")
def offer_own_pages(pages, request):
    """Links lead to pages of the editor's own territories."""
    return own_pages(pages, request.user)
