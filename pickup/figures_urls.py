"""Figures: the association's dashboard, the open numbers, a shop's own, the letter's way out."""

from django.urls import path

from pickup.views.figures import dashboard as desk, open_numbers, shop_figures

urlpatterns = [
    path("association/chiffres/", desk.dashboard, name="desk_figures"),
    path("association/chiffres/publier/", desk.publish, name="desk_publish"),
    path("association/chiffres/commerces.csv", desk.shops_csv, name="desk_shops_csv"),
    path("association/chiffres/commandes.csv", desk.orders_csv, name="desk_orders_csv"),
    path("association/chiffres/produits.csv", desk.products_csv, name="desk_products_csv"),
    path("association/chiffres/appels/<int:pk>/annuler/", desk.call_undo, name="desk_call_undo"),
    path("association/chiffres/<slug:slug>/appel/", desk.call, name="desk_call"),
    path("association/chiffres/<slug:slug>/lettre/", desk.letter, name="desk_letter"),
    path("pro/<slug:shop_slug>/chiffres/", shop_figures.figures, name="pro_figures"),
    path("pro/<slug:shop_slug>/chiffres/lettre/", shop_figures.letter_choice, name="pro_letter"),
    path("chiffres/", open_numbers.open_numbers, name="open_numbers"),
    path("chiffres/chiffres.csv", open_numbers.open_numbers_csv, name="open_numbers_csv"),
    path("lettre/<str:token>/", shop_figures.letter_stop, name="letter_stop"),
]
