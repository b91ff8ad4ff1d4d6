from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "shops.audience"
    label = "shop_audience"
