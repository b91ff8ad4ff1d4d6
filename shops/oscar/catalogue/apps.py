from oscar.core.application import OscarConfig


class CatalogueConfig(OscarConfig):
    """The fork of Oscar's catalogue app: no views, no URLs, no signal receivers."""

    name = "shops.oscar.catalogue"
    label = "catalogue"
