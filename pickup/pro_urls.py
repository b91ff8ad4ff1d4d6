"""The shop's space, where it shows or changes orders; mounted under /pro/."""

from django.urls import path

from pickup import converters  # noqa: F401 (registers <number:…>)
from pickup.views.conversation import pro_message
from pickup.views.moving import pro_move
from pickup.views.pro import (
    lines,
    making,
    order_book,
    reservations,
    shopkeeper as views,
    withdrawals,
)

urlpatterns = [
    path("", views.choose_shop, name="pro_home"),
    path("retrait/<number:number>/", views.scan, name="pro_scan"),
    path("<slug:shop_slug>/", views.today, name="pro_today"),
    path("<slug:shop_slug>/jour/<str:day>/", views.day, name="pro_day"),
    path("<slug:shop_slug>/jour/<str:day>/liste/", views.board, name="pro_board"),
    path("<slug:shop_slug>/a-preparer/<str:day>/", making.to_make_on, name="pro_to_make"),
    path("<slug:shop_slug>/a-preparer/", making.to_make_tomorrow, name="pro_to_make_next"),
    path("<slug:shop_slug>/code/", views.by_code, name="pro_code"),
    path("<slug:shop_slug>/commandes/nouvelle/", order_book.new_order, name="pro_new_order"),
    path("<slug:shop_slug>/commandes/<number:number>/", views.order, name="pro_order"),
    path("<slug:shop_slug>/commandes/<number:number>/prete/", views.ready, name="pro_ready"),
    path("<slug:shop_slug>/commandes/<number:number>/remise/", views.collect, name="pro_collect"),
    path("<slug:shop_slug>/commandes/<number:number>/annuler/", views.cancel, name="pro_cancel"),
    path("<slug:shop_slug>/commandes/<number:number>/horaire/", pro_move, name="pro_move"),
    path("<slug:shop_slug>/commandes/<number:number>/message/", pro_message, name="pro_message"),
    path("<slug:shop_slug>/retractations/", withdrawals.withdrawals, name="pro_withdrawals"),
    path("<slug:shop_slug>/retractations/<int:pk>/", withdrawals.tick, name="pro_withdrawal"),
    *(
        path(f"<slug:shop_slug>/commandes/<number:number>/lignes/<int:pk>/{end}/", view, name=name)
        for end, view, name in (
            ("preparee", lines.tick, "pro_line_tick"),
            ("manque", lines.shortage, "pro_line_shortage"),
            ("remplacer", lines.substitute, "pro_line_substitute"),
            ("peser", lines.weigh, "pro_line_weigh"),
            ("reponse", lines.settle, "pro_line_settle"),
        )
    ),
    path("<slug:shop_slug>/reservations/", reservations.reservations, name="pro_reservations"),
    path("<slug:shop_slug>/reservations/<int:pk>/", reservations.end, name="pro_reservation"),
]
