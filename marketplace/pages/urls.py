"""Who edits the pages, at the association's desk; the pages themselves are Wagtail's to serve."""

from django.urls import path

from marketplace.pages import views

app_name = "pages"

urlpatterns = [
    path("association/redaction/", views.editors, name="editors"),
    path("association/redaction/<int:pk>/retirer/", views.editor_remove, name="editor_remove"),
    path("compte/invitation/redaction/<str:token>/", views.invitation, name="invitation"),
]
