"""Addresses from the basket to the hand-over."""

from django.urls import include, path

app_name = "pickup"

urlpatterns = [
    path("", include("pickup.shopper_urls")),
    path("", include("pickup.figures_urls")),
    path("pro/", include("pickup.pro_urls")),
    path("pro/<slug:shop_slug>/", include("pickup.hours_urls")),
    path("association/", include("pickup.association_urls")),
]
