from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "marketplace.storefront"
    label = "storefront"

    def ready(self):
        from marketplace.storefront.editors import listen_to_editors

        listen_to_editors()
