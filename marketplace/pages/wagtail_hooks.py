"""What Wagtail's editor offers, beyond pages and pictures."""

from wagtail import hooks

from marketplace.pages import choosers


@hooks.register("register_admin_viewset")
def register_choosers():
    return [
        choosers.shop_chooser,
        choosers.product_chooser,
        choosers.town_chooser,
        choosers.category_chooser,
    ]
