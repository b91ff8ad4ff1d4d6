from oscar.core.application import OscarConfig


class OrderConfig(OscarConfig):
    """The fork of Oscar's order app: no views, no URLs, no signal receivers."""

    name = "pickup.oscar.order"
    label = "order"
