"""The hour of a service in templates."""

from django import template

from pickup.orders.service_times.words import say_own_start

register = template.Library()


@register.filter
def own_hour(line, shop):
    """« , à 10 h 40 » behind the title of a service that follows another one; nothing of others.

    Load `appointment` with the lines of an order.
    """
    words = say_own_start(line, shop.zone)
    return f", {words}" if words else ""
