"""The association's desk, mounted under /association/."""

from django.urls import path

from shops.views import association

urlpatterns = [
    path("", association.desk, name="desk"),
    path("commerces/<slug:slug>/", association.desk_shop, name="desk_shop"),
    path("commerces/<slug:slug>/admettre/", association.desk_admit, name="desk_admit"),
    path("commerces/<slug:slug>/refuser/", association.desk_refuse, name="desk_refuse"),
    path("commerces/<slug:slug>/mode/", association.desk_mode, name="desk_mode"),
]
