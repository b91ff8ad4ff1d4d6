"""What a shop does with one order beyond the straight way; mounted under its order's address."""

from django.urls import path

from pickup.views.pro import order_life as views
from pickup.views.pro.order_book import ticket

urlpatterns = [
    path("ticket/", ticket, name="pro_ticket"),
    path("reprendre/", views.undo, name="pro_undo"),
    path("accepter/", views.accept, name="pro_accept"),
    path("refuser/", views.refuse, name="pro_refuse"),
    path("non-retiree/", views.not_collected, name="pro_not_collected"),
    path("remise-tardive/", views.late, name="pro_late"),
]
