from django.apps import AppConfig


class SlotsConfig(AppConfig):
    name = "pickup.slots"
    label = "slots"
