"""Addresses from the basket to the hand-over."""

from django.urls import include, path

from pickup import converters  # noqa: F401 (registers <number:…>)
from pickup.views.hours.holiday import holiday_question

app_name = "pickup"

urlpatterns = [
    path("", include("pickup.shopper_urls")),
    path("", include("pickup.figures_urls")),
    path("ferie/<str:token>/", holiday_question, name="holiday_question"),
    path("pro/", include("pickup.pro_urls")),
    path("pro/<slug:shop_slug>/", include("pickup.counter_urls")),
    path("pro/<slug:shop_slug>/", include("pickup.hours_urls")),
    path("pro/<slug:shop_slug>/commandes/<number:number>/", include("pickup.order_urls")),
    path("association/", include("pickup.association_urls")),
]
