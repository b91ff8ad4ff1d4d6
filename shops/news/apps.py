from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "shops.news"
    label = "shop_news"
