from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "pickup.orders"
    label = "orders"
