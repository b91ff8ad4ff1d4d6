"""Django's entry for the package."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "marketplace.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
