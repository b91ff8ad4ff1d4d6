"""Applications, as tests send them."""

from shops.admission import Application, apply_for_shop
from shops.models import Shop


def facts_of(territory, **fields) -> dict:
    facts = {
        "name": "Poterie des Ormes",
        "trade": "Poterie",
        "kind": "artisan",
        "mode": "sales",
        "town": territory.towns.first(),
        "address": "5 rue Basse",
        "postcode": "43999",
        "phone": "04 65 71 00 09",
        "email": "erin@example.org",
        "first_name": "Erin",
        "last_name": "Ormes",
    }
    return facts | fields


def make_applicant(territory, *, by=None, **fields) -> Shop:
    """Make a shop that has applied and waits for the association."""
    application = Application(**facts_of(territory, **fields))
    return apply_for_shop(territory=territory, application=application, by=by)


def post_of(territory, **fields) -> dict:
    """Return what the browser sends for an application."""
    return {**facts_of(territory), "town": territory.towns.first().pk} | fields
