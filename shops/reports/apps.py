from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "shops.reports"
    label = "shop_reports"
