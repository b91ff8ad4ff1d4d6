"""Slots and collection times in templates."""

from django import template
from django.utils import timezone

from marketplace.dates.words import say_moment
from pickup.slots import words

register = template.Library()


@register.filter
def slot_text(slot, shop):
    """« jeu. 26 nov., 17 h – 17 h 30 »."""
    return words.say_slot(slot, zone=shop.zone)


@register.filter
def slot_long(slot, shop):
    """« jeudi 26 novembre, 17 h – 17 h 30 »."""
    return words.say_slot(slot, zone=shop.zone, long=True)


@register.filter
def slot_hours(slot, shop):
    """« 17 h – 17 h 30 »."""
    return words.say_hours(slot.start, slot.end, zone=shop.zone)


@register.filter
def slot_day(slot, shop):
    """« aujourd’hui », « demain », « vendredi 27 »."""
    return words.say_day(slot.start, now=timezone.now(), zone=shop.zone)


@register.filter
def when(start, shop):
    """« aujourd’hui dès 11 h »; empty without a start."""
    return words.say_when(start, now=timezone.now(), zone=shop.zone) if start else ""


@register.filter
def is_today(start, shop):
    """Say whether an instant is today where the shop is."""
    if not start:
        return False
    return start.astimezone(shop.zone).date() == timezone.now().astimezone(shop.zone).date()


@register.filter
def hour_in(instant, shop):
    """« 14 h 32 », where the shop is."""
    return words.say_hour(instant.astimezone(shop.zone)) if instant else ""


@register.filter
def moment_in(instant, shop):
    """« mercredi 25 novembre à 15 h », where the shop is."""
    return say_moment(instant.astimezone(shop.zone), "l j F") if instant else ""
