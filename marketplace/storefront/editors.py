"""What editors change in Wagtail is shown at once: it saves without asking any service of ours."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished, post_page_move

from marketplace.territories.models import Territory
from marketplace.territories.versions import touch

# Sites, redirections, settings and snippets: saved by Wagtail's own forms.
EDITED = {"pages", "territories", "wagtailcore", "wagtailredirects"}
# Wagtail's log and drafts change nothing that is seen.
UNSEEN = {"modellogentry", "pagelogentry", "referenceindex", "revision", "workflowstate"}

# Where Django says that the models of migrations live: the tables may not be there yet.
MIGRATING = "__fake__"


def listen_to_editors() -> None:
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(touch_all, dispatch_uid="page-cache")
    for signal in (post_save, post_delete):
        signal.connect(touch_if_shown, dispatch_uid="page-cache")


def touch_all(**facts: Any) -> None:
    """Touch every territory: a page may stand in the menus of several."""
    for territory_id in Territory.objects.values_list("pk", flat=True):
        touch(territory_id)


def touch_if_shown(sender: Any, raw: bool = False, **facts: Any) -> None:
    meta = sender._meta
    if sender.__module__ == MIGRATING:
        return
    if not raw and meta.app_label in EDITED and meta.model_name not in UNSEEN:
        touch_all()
