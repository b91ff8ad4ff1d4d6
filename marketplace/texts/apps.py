from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "marketplace.texts"
    label = "texts"
