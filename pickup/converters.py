"""How orders are named in addresses."""

from django.urls import register_converter

from pickup.orders.codes import ALPHABET


class OrderNumber:
    """Only the signs of an order number reach the database."""

    regex = f"[{ALPHABET}-]{{5,20}}"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


register_converter(OrderNumber, "number")
