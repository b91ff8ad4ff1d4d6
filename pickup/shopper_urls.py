"""The shopper's way from the basket to the collected order."""

from django.urls import path

from pickup import converters  # noqa: F401 (registers <number:…>)
from pickup.header import header
from pickup.views.conversation import message
from pickup.views.moving import move
from pickup.views.shopper import account, basket, checkout, purchase, reservation, withdrawal
from pickup.views.shopper.adding import add
from pickup.views.shopper.changing import change
from pickup.views.shopper.collector import collector
from pickup.views.shopper.confirming import confirm
from pickup.views.shopper.question import question

urlpatterns = [
    path("panier/", basket.basket, name="basket"),
    path("panier/ajouter/", basket.add, name="basket_add"),
    path("panier/ligne/<int:pk>/", basket.line, name="basket_line"),
    path("panier/continuer/", basket.proceed, name="basket_continue"),
    path("commande/", checkout.checkout, name="checkout"),
    path("retrait/confirmer/<str:token>/", confirm, name="confirm"),
    path("retrait/<str:token>/merci/", purchase.confirmation, name="confirmation"),
    path("retrait/<str:token>/", purchase.followed, name="purchase"),
    path("retrait/<str:token>/<number:number>/annuler/", purchase.cancel, name="cancel"),
    path("retrait/<str:token>/<number:number>/qui-vient/", collector, name="collector"),
    path("retrait/<str:token>/<number:number>/horaire/", move, name="move"),
    path("retrait/<str:token>/<number:number>/modifier/", change, name="change"),
    path("retrait/<str:token>/<number:number>/ajouter/", add, name="add"),
    path("retrait/<str:token>/<number:number>/message/", message, name="message"),
    path("retrait/<str:token>/<number:number>/question/<int:pk>/", question, name="question"),
    path("retrait/<str:token>/<number:number>.ics", purchase.ics, name="ics"),
    path("retrait/<str:token>/recommander/", account.order_again, name="order_again"),
    path(
        "retrait/<str:token>/<number:number>/renoncer/", withdrawal.from_link, name="withdraw_from"
    ),
    path("renoncer/", withdrawal.find, name="withdraw_find"),
    path("renoncer/<str:key>/", withdrawal.declare, name="withdraw"),
    path("renoncer/<str:key>/recu/", withdrawal.withdrawn, name="withdrawn"),
    path("reserver/<slug:slug>/", reservation.reserve_product, name="reserve"),
    path("reservation/<str:token>/", reservation.reservation, name="reservation"),
    path("reservation/<str:token>/annuler/", reservation.give_up, name="reservation_cancel"),
    path("compte/", account.account, name="account"),
    path("compte/profil/", account.profile, name="profile"),
    path("entete/", header, name="header"),
]
