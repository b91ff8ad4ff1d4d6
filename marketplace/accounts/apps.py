from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "marketplace.accounts"
    label = "accounts"

    def ready(self):
        from allauth.mfa.signals import authenticator_added

        from marketplace.accounts.second_factor import keep_only_this_session

        authenticator_added.connect(keep_only_this_session)
