"""A shop's team and journal, mounted under /pro/<shop>/."""

from django.urls import path

from shops.views import team

urlpatterns = [
    path("equipe/", team.team, name="pro_team"),
    path("equipe/<int:pk>/retirer/", team.team_remove, name="pro_team_remove"),
    path("equipe/invitations/<int:pk>/annuler/", team.team_withdraw, name="pro_team_withdraw"),
    path("journal/", team.journal, name="pro_journal"),
]
