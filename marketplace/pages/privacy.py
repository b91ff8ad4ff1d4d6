"""What Wagtail holds of an editor; pages stay, their author leaves them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, Page, Revision
from wagtail.users.models import UserProfile

from marketplace.accounts.models import User
from marketplace.accounts.person import Person


def obstacles(person: Person) -> list[str]:
    return []


def export(person: Person) -> dict[str, Any]:
    if person.user is None:
        return {}
    return {
        "pages": list(
            Page.objects.filter(owner=person.user).values("title", "first_published_at")
        ),
        "versions of pages": list(
            Revision.objects.filter(user=person.user).values("object_str", "created_at")
        ),
        "editor's picture": [
            profile.avatar.name
            for profile in UserProfile.objects.filter(user=person.user)
            if profile.avatar
        ],
    }


def erase(person: Person, now: datetime) -> None:
    if person.user is None:
        return
    for profile in UserProfile.objects.filter(user=person.user):
        if profile.avatar:
            profile.avatar.delete(save=False)
        profile.delete()
    people = ContentType.objects.get_for_model(User)
    log = ModelLogEntry.objects.filter(content_type=people, object_id=str(person.user.pk))
    log.update(label="", data={})
    Revision.objects.filter(user=person.user).update(user=None)
    Page.objects.filter(owner=person.user).update(owner=None)
