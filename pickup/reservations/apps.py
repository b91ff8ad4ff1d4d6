from django.apps import AppConfig


class ReservationsConfig(AppConfig):
    name = "pickup.reservations"
    label = "reservations"

    def ready(self):
        from pickup.orders.other_holders import HOLDERS, Holder
        from pickup.reservations.expiry import let_go
        from pickup.reservations.models import Reservation

        HOLDERS.append(Holder(kept=Reservation.objects.kept, let_go=let_go))
