"""What templates ask about the person who reads them."""

from allauth.account.models import EmailAddress
from django import template

from marketplace.accounts import second_factor

register = template.Library()
register.simple_tag(second_factor.needs_second_factor, name="needs_second_factor")


@register.simple_tag
def address_to_prove(user) -> str:
    """Return an address of the person that is not proved yet; empty where all are."""
    waiting = EmailAddress.objects.filter(user=user, verified=False).first()
    return waiting.email if waiting else ""
