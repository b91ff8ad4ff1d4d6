"""A person's own data."""

from django.urls import path

from marketplace.operations import views

app_name = "privacy"

urlpatterns = [
    path("compte/mes-donnees/", views.mine, name="mine"),
    path("compte/mes-donnees/telecharger/", views.download, name="download"),
    path("compte/mes-donnees/effacer/", views.erase, name="erase"),
    path("compte/mes-donnees/efface/", views.erased, name="erased"),
    path("retrait/<str:token>/donnees/", views.purchase, name="purchase"),
]
