from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shops.desk"
    label = "shop_desk"
