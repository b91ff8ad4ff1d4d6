"""Hours, slots and days of products in the shop's space; mounted under /pro/<shop>/."""

from django.urls import path

from pickup.views.hours import (
    campaigns,
    days,
    osm,
    single_days,
    slot_settings,
    slots,
    week,
)
from pickup.views.hours.product_collection import product_collection
from pickup.views.hours.terms import terms
from pickup.views.pro.displaced import displaced

urlpatterns = [
    path("horaires/", week.hours, name="pro_hours"),
    path("creneaux/reglages/", slot_settings.slot_settings, name="pro_slot_settings"),
    path("creneaux/reglages/semaine/", slot_settings.patterns, name="pro_patterns"),
    path("creneaux/reglages/plusieurs/", slot_settings.many_patterns, name="pro_many_patterns"),
    path("creneaux/reglages/copier/", slot_settings.copy_day, name="pro_copy_day"),
    path("creneaux/reglages/delai/", slot_settings.preparation, name="pro_preparation"),
    path("reglages-retrait/", terms, name="pro_terms"),
    path("creneaux/", slots.slots, name="pro_slots"),
    path("creneaux/ajouter/", single_days.day_slots, name="pro_day_slots"),
    path("creneaux/<int:pk>/", slots.slot_places, name="pro_slot_places"),
    path("creneaux/<int:pk>/bloquer/", slots.slot_block, name="pro_slot_block"),
    path("creneaux/<int:pk>/retirer/", single_days.slot_remove, name="pro_slot_remove"),
    path("produits/<int:pk>/retrait/", product_collection, name="pro_product_collection"),
    path("precommandes/", campaigns.campaigns, name="pro_campaigns"),
    path("precommandes/ajouter/", campaigns.campaign_add, name="pro_campaign_add"),
    path("precommandes/<int:pk>/", campaigns.campaign_edit, name="pro_campaign"),
    path("precommandes/<int:pk>/copier/", campaigns.campaign_copy, name="pro_campaign_copy"),
    path("precommandes/<int:pk>/finir/", campaigns.campaign_delete, name="pro_campaign_delete"),
    path("horaires/commandes/", displaced, name="pro_displaced"),
    path("horaires/saisons/ajouter/", days.season_add, name="pro_season_add"),
    path("horaires/saisons/<int:pk>/", days.season_edit, name="pro_season"),
    path("horaires/saisons/<int:pk>/supprimer/", days.season_delete, name="pro_season_delete"),
    path("horaires/jours/", days.special_add, name="pro_special_add"),
    path("horaires/jours/<str:day>/supprimer/", days.special_delete, name="pro_special_delete"),
    path("horaires/feries/", days.public_holidays, name="pro_public_holidays"),
    path("horaires/osm/", osm.osm, name="pro_osm"),
    path("horaires/pause/", days.pause, name="pro_pause"),
    path("horaires/reprise/", days.resume, name="pro_resume"),
    path("horaires/fermetures/", days.closure_add, name="pro_closure_add"),
    path("horaires/fermetures/<int:pk>/", days.closure_delete, name="pro_closure_delete"),
]
