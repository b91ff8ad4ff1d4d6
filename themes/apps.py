from django.apps import AppConfig
from django.core.checks import register


class ThemesConfig(AppConfig):
    name = "themes"
    label = "themes"

    def ready(self):
        from themes.checks import check_themes

        register(check_themes)
