"""The shopper's way from the basket to the collected order."""

from django.urls import path

from pickup import converters  # noqa: F401 (registers <number:…>)
from pickup.header import header
from pickup.views import account, basket, checkout, purchase
from pickup.views.moving import move
from pickup.views.question import question

urlpatterns = [
    path("panier/", basket.basket, name="basket"),
    path("panier/ajouter/", basket.add, name="basket_add"),
    path("panier/ligne/<int:pk>/", basket.line, name="basket_line"),
    path("panier/continuer/", basket.proceed, name="basket_continue"),
    path("commande/", checkout.checkout, name="checkout"),
    path("retrait/<str:token>/merci/", purchase.confirmation, name="confirmation"),
    path("retrait/<str:token>/", purchase.followed, name="purchase"),
    path("retrait/<str:token>/<number:number>/annuler/", purchase.cancel, name="cancel"),
    path("retrait/<str:token>/<number:number>/horaire/", move, name="move"),
    path("retrait/<str:token>/<number:number>/question/<int:pk>/", question, name="question"),
    path("retrait/<str:token>/<number:number>.ics", purchase.ics, name="ics"),
    path("retrait/<str:token>/recommander/", account.order_again, name="order_again"),
    path("compte/", account.account, name="account"),
    path("compte/profil/", account.profile, name="profile"),
    path("entete/", header, name="header"),
]
