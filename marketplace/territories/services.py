"""What the association says of itself and of its site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.territories.models import Association, Territory
from marketplace.territories.versions import touch


def update_identity(*, association: Association, facts: Mapping[str, Any]) -> None:
    """Change the legal identity; the legal notice shows it at once."""
    Association.objects.filter(pk=association.pk).update(**facts)
    touch(association.territory_id)


def update_look(*, territory: Territory, facts: Mapping[str, Any]) -> None:
    """Change the name and the theme of a territory; every page shows them at once."""
    Territory.objects.filter(pk=territory.pk).update(**facts)
    touch(territory.pk)
