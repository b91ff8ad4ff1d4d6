"""Oscar's order creation, as a basket over several shops needs it.

Placement imports it by name: Oscar's class loader would look for it in a file of Oscar's own name.
"""

from oscar.apps.order import utils

from shops.catalogue.words import with_duration


class OrderCreator(utils.OrderCreator):
    """Stock is taken for all shops at once before any order row; offers and vouchers are off."""

    def update_stock_records(self, line):
        """Do nothing: `pickup.orders.placing` took the stock, in one order for all shops."""

    def place_order(self, basket, total, *args, **fields):
        """Write an order whose due is, to begin with, what was agreed on."""
        return super().place_order(basket, total, *args, due_incl_tax=total.incl_tax, **fields)

    def create_line_models(self, order, basket_line, extra_line_fields=None):
        product = basket_line.product
        extra = {
            "withdrawal_regime": product.withdrawal_regime,
            "title": with_duration(titled(product), product),
            "quota": getattr(basket_line, "quota", None),
            "options": [one.frozen() for one in basket_line.choice.chosen],
            "due_quantity": basket_line.quantity,
            "due_incl_tax": basket_line.line_price_incl_tax_incl_discounts,
            "unit_work": product.preparation_weight,
            **weighing_terms(product, basket_line.stockrecord),
        }
        if basket_line.tax_code:
            extra["vat_rate"] = basket_line.tax_code
        line = super().create_line_models(order, basket_line, extra | (extra_line_fields or {}))
        appointment = getattr(basket_line, "appointment", None)
        if appointment:
            appointment.line = line
            appointment.save()
        return line

    def create_line_attributes(self, order, order_line, basket_line):
        """Write none of Oscar's: options are chosen and frozen by pickup.orders.placing.chosen."""

    def create_line_price_models(self, order, order_line, basket_line):
        """Write no price break-down: without offers it would repeat the line."""


def weighing_terms(product, stockrecord):
    """Freeze what the scales will be read by; nothing for what is sold by the piece."""
    if not product.sold_by_weight:
        return {}
    return {
        "portion_grams": product.portion_grams,
        "portion_price": stockrecord.price,
        "weight_tolerance": product.weight_tolerance,
    }


def titled(product):
    """Return a variant's title with its parent's: « Pull, taille M »."""
    if product.is_child and product.title:
        return f"{product.parent.title}, {product.title}"
    return product.get_title()
