"""Telephone numbers in templates as people read them out."""

import phonenumbers
from django import template
from phonenumbers import PhoneNumberFormat

from marketplace.dates.words import NBSP

register = template.Library()
FRANCE = 33


@register.filter
def in_pairs(phone: str) -> str:
    """« 06 39 98 04 05 », and « +32 … » for a number of elsewhere; anything else as it is."""
    try:
        number = phonenumbers.parse(phone, "FR")
    except phonenumbers.NumberParseException:
        return phone
    home = number.country_code == FRANCE
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form).replace(" ", NBSP)


@register.filter
def last_digits(phone: str) -> str:
    """Return the four digits that somebody is found by, and no more of the number."""
    return "".join(filter(str.isdecimal, phone))[-4:]
