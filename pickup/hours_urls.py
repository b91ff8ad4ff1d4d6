"""Hours and slots in the shop's space; mounted under /pro/<shop>/."""

from django.urls import path

from pickup.views import hours as views

urlpatterns = [
    path("horaires/", views.hours, name="pro_hours"),
    path("horaires/creneaux/", views.patterns, name="pro_patterns"),
    path("horaires/delai/", views.preparation, name="pro_preparation"),
    path("horaires/fermetures/", views.closure_add, name="pro_closure_add"),
    path("horaires/fermetures/<int:pk>/", views.closure_delete, name="pro_closure_delete"),
]
