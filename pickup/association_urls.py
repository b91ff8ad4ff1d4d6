"""The association's desk, where it shows orders; mounted under /association/."""

from django.urls import path

from pickup.views import association as views

urlpatterns = [path("commerces/", views.desk_shops, name="desk_shops")]
