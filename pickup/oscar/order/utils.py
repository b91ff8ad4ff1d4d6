"""Oscar's order creation, as a basket over several shops needs it.

The name of this file is Oscar's: `get_class("order.utils", …)` finds the fork by it alone.
"""

from oscar.apps.order import utils


class OrderCreator(utils.OrderCreator):
    """Stock is taken for all shops at once before any order row; offers and vouchers are off."""

    def update_stock_records(self, line):
        """Do nothing: pickup.orders.placement took the stock, in one order for all shops."""

    def create_line_models(self, order, basket_line, extra_line_fields=None):
        product = basket_line.product
        extra = {
            "withdrawal_regime": product.withdrawal_regime,
            "title": titled(product),
            "quota": getattr(basket_line, "quota", None),
            "options": [one.frozen() for one in basket_line.choice.chosen],
        }
        if basket_line.tax_code:
            extra["vat_rate"] = basket_line.tax_code
        return super().create_line_models(order, basket_line, extra | (extra_line_fields or {}))

    def create_line_price_models(self, order, order_line, basket_line):
        """Write no price break-down: without offers it would repeat the line."""


def titled(product):
    """Return a variant's title with its parent's: « Pull, taille M »."""
    if product.is_child and product.title:
        return f"{product.parent.title}, {product.title}"
    return product.get_title()
