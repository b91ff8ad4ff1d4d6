from django.apps import AppConfig


class WithdrawalsConfig(AppConfig):
    name = "pickup.withdrawals"
    label = "withdrawals"
