"""Addresses open to everybody: applying to sell here, reporting."""

from django.urls import path

from shops.views import audience, public, team

urlpatterns = [
    path("mesure/", audience.measure, name="measure"),
    path("vendre-ici/", public.apply, name="apply"),
    path("vendre-ici/merci/", public.apply_done, name="apply_done"),
    path("vendre-ici/ouvrir/<str:token>/", public.claim, name="claim"),
    path("vendre-ici/repondre/<str:token>/", public.answer_association, name="answer"),
    path("compte/invitation/<str:token>/", team.invitation, name="invitation"),
    path("signaler/produit/<slug:slug>/", public.report_product, name="report_product"),
    path("signaler/commerce/<slug:slug>/", public.report_shop, name="report_shop"),
    path("signaler/nouvelle/<int:pk>/", public.report_news, name="report_news"),
    path("signaler/recu/<slug:reference>/", public.report_done, name="report_done"),
]
