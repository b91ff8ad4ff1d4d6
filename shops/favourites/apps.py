from django.apps import AppConfig


class FavouritesConfig(AppConfig):
    name = "shops.favourites"
    label = "shop_favourites"
