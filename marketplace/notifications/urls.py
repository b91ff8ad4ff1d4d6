"""The demo's mailbox; mounted only where `settings.MAILBOX_DIR` names a folder."""

from django.urls import path

from . import views

app_name = "mailbox"
urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<slug:name>/", views.mailbox_message, name="mailbox_message"),
]
