from oscar.core.application import OscarConfig


class BasketConfig(OscarConfig):
    """The fork of Oscar's basket app: no views, no URLs, no signal receivers."""

    name = "pickup.oscar.basket"
    label = "basket"
