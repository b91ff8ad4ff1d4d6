from django.apps import AppConfig


class ShopCatalogueConfig(AppConfig):
    name = "shops.catalogue"
    label = "shop_catalogue"
