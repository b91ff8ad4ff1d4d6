from django.apps import AppConfig
from django.db.models.signals import post_save


class PagesConfig(AppConfig):
    name = "marketplace.pages"
    label = "pages"

    def ready(self):
        from marketplace.pages.entries import on_page_saved

        post_save.connect(on_page_saved, dispatch_uid="pages.on_page_saved")
