"""The counter's own tools: what is new, the day on paper; mounted under /pro/<shop>/."""

from django.urls import path

from pickup.views.pro import counter as views, phones

urlpatterns = [
    path("service-worker.js", views.worker, name="pro_worker"),
    path("telephone/", phones.add, name="pro_phone"),
    path("telephone/retirer/", phones.remove, name="pro_phone_remove"),
    path("vues/", views.seen, name="pro_seen"),
    path("jour/<str:day>/feuille/", views.day_sheet, name="pro_day_sheet"),
]
