"""Addresses of shops: their products in /pro/, applying, the association's desk, reports."""

from django.urls import include, path

app_name = "shops"

urlpatterns = [
    path("pro/<slug:shop_slug>/", include("shops.pro_urls")),
    path("pro/<slug:shop_slug>/", include("shops.news_urls")),
    path("pro/<slug:shop_slug>/", include("shops.identity_urls")),
    path("pro/<slug:shop_slug>/", include("shops.team_urls")),
    path("", include("shops.public_urls")),
    path("association/", include("shops.association_urls")),
]
