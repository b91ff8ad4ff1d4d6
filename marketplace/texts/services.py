"""Writing a version of a text."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.territories.models import Territory
from marketplace.territories.versions import touch
from marketplace.texts.models import TerritoryText


@transaction.atomic
def write_text(
    *,
    territory: Territory,
    page: str,
    text: str,
    since: date,
    by: User,
    now: datetime | None = None,
) -> TerritoryText:
    """Add a version that is in force from a day on; the former ones stay as they are."""
    touch(territory.pk)
    return TerritoryText.objects.create(
        territory=territory,
        page=page,
        text=text.replace("\r\n", "\n").strip(),
        since=since,
        by=by,
        written_at=now or timezone.now(),
    )
