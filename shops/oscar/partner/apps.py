from oscar.core.application import OscarConfig


class PartnerConfig(OscarConfig):
    """The fork of Oscar's partner app: no views, no URLs, no signal receivers."""

    name = "shops.oscar.partner"
    label = "partner"
