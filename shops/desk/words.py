"""What was done for a shop, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def say_entry(action: str, subject: str) -> str:
    """Say one change; `action` is the name of the address that made it."""
    words = actions().get(action, _("Change in the shop’s space"))
    return (
        _("%(action)s: %(subject)s") % {"action": words, "subject": subject} if subject else words
    )


def actions() -> dict[str, str]:
    return {
        "pickup:pro_new_order": _("Order noted"),
        "pickup:pro_ready": _("Order marked ready"),
        "pickup:pro_collect": _("Order handed over"),
        "pickup:pro_cancel": _("Order cancelled"),
        "pickup:pro_message": _("Message written about an order"),
        "pickup:pro_withdrawal": _("Withdrawal ticked"),
        "pickup:pro_code": _("Order looked up by its code"),
        "pickup:pro_hours": _("Opening hours changed"),
        "pickup:pro_patterns": _("Collection slots changed"),
        "pickup:pro_preparation": _("Preparation time changed"),
        "pickup:pro_product_collection": _("Days and stock of a product changed"),
        "pickup:pro_campaign_add": _("Pre-order campaign made"),
        "pickup:pro_campaign": _("Pre-order campaign changed"),
        "pickup:pro_campaign_copy": _("Pre-order campaign copied"),
        "pickup:pro_campaign_delete": _("Pre-order campaign ended"),
        "shops:pro_product_sold_out": _("Product said to be sold out today, or not"),
        "pickup:pro_closure_add": _("Closure announced"),
        "pickup:pro_closure_delete": _("Closure removed"),
        "shops:pro_product_add": _("Product added"),
        "shops:pro_product_edit": _("Product changed"),
        "shops:pro_product_row": _("Price or stock changed"),
        "shops:pro_product_publish": _("Product put on sale"),
        "shops:pro_product_unpublish": _("Product taken off sale"),
        "shops:pro_product_archive": _("Product archived"),
        "shops:pro_option_add": _("Option added to a product"),
        "shops:pro_option_edit": _("Option of a product changed"),
        "shops:pro_option_remove": _("Option of a product removed"),
        "shops:pro_news_add": _("News published"),
        "shops:pro_news_edit": _("News changed"),
        "shops:pro_news_withdraw": _("News withdrawn"),
        "shops:pro_news_put_back": _("News put back"),
        "shops:pro_shop": _("Shop’s sheet changed"),
        "shops:pro_team": _("Somebody invited into the team"),
        "shops:pro_team_remove": _("Somebody removed from the team"),
        "shops:pro_team_withdraw": _("Invitation withdrawn"),
    }
