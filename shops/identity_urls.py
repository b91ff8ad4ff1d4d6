"""The shop's own sheet, mounted under /pro/<shop_slug>/."""

from django.urls import path

from shops.views import identity

urlpatterns = [path("fiche/", identity.sheet, name="pro_shop")]
