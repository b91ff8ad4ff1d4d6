"""The account's own pages beside allauth's, mounted under /compte/."""

from django.urls import path

from marketplace.accounts import views

app_name = "accounts"

urlpatterns = [
    path("securite/deconnecter/", views.end_sessions, name="end_sessions"),
    path("courriels/", views.mails, name="mails"),
    path("courriels/arreter/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
