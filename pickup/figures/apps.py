from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "pickup.figures"
    label = "figures"
