"""The association's desk, mounted under /association/."""

from django.urls import path

from shops.views import (
    association,
    desk_applications as applications,
    desk_messages as outbox,
    desk_reports as reports,
    desk_settings as settings,
    desk_shops as shops,
    desk_team as team,
)

sheet = "commerces/<slug:slug>/"
urlpatterns = [
    path("", association.desk, name="desk"),
    path("demandes/", applications.desk_applications, name="desk_applications"),
    path(sheet, shops.desk_shop, name="desk_shop"),
    path(f"{sheet}admettre/", applications.desk_admit, name="desk_admit"),
    path(f"{sheet}refuser/", applications.desk_refuse, name="desk_refuse"),
    path(f"{sheet}demander/", applications.desk_ask, name="desk_ask"),
    path(f"{sheet}relancer/", applications.desk_remind, name="desk_remind"),
    path(f"{sheet}mode/", shops.desk_mode, name="desk_mode"),
    path(f"{sheet}suspendre/", shops.desk_pause, name="desk_pause"),
    path(f"{sheet}reactiver/", shops.desk_reactivate, name="desk_reactivate"),
    path(f"{sheet}fermer/", shops.desk_close, name="desk_close"),
    path(f"{sheet}garder/", shops.desk_keep, name="desk_keep"),
    path(f"{sheet}agir/", shops.desk_act, name="desk_act"),
    path(f"{sheet}agir/terminer/", shops.desk_act_end, name="desk_act_end"),
    path(f"{sheet}journal/<int:pk>/", shops.desk_journal, name="desk_journal"),
    path(f"{sheet}equipe/", team.desk_people, name="desk_people"),
    path(f"{sheet}equipe/<int:pk>/role/", team.desk_person_role, name="desk_person_role"),
    path(f"{sheet}equipe/<int:pk>/retirer/", team.desk_person_remove, name="desk_person_remove"),
    path("signalements/", reports.desk_reports, name="desk_reports"),
    path("signalements/<slug:reference>/", reports.desk_report, name="desk_report"),
    path(
        "signalements/<slug:reference>/lever/", reports.desk_report_lift, name="desk_report_lift"
    ),
    path("messages/", outbox.desk_messages, name="desk_messages"),
    path("messages/<int:pk>/renvoyer/", outbox.desk_message_resend, name="desk_message_resend"),
    path("reglages/", settings.desk_settings, name="desk_settings"),
    path("reglages/identite/", settings.desk_identity, name="desk_identity"),
    path("reglages/apparence/", settings.desk_look, name="desk_look"),
    path("reglages/textes/<slug:page>/", settings.desk_text, name="desk_text"),
    path(
        "reglages/textes/<slug:page>/<int:pk>/",
        settings.desk_text_version,
        name="desk_text_version",
    ),
    path("equipe/", team.desk_team, name="desk_team"),
    path("equipe/<int:pk>/retirer/", team.desk_team_remove, name="desk_team_remove"),
    path(
        "invitations/<int:pk>/annuler/",
        team.desk_invitation_withdraw,
        name="desk_invitation_withdraw",
    ),
]
