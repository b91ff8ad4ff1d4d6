"""What stands in Wagtail's editor: a territory's pages and pictures, and the platform's own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Task, UploadedFile, Workflow

from marketplace.pages.models import ArticlePage, PageImage
from marketplace.territories.models import Territory
from tests.pages.conftest import add_article, make_image


def editing_of(territory: Territory, person) -> dict[str, Any]:
    home = territory.site.root_page
    if not ArticlePage.objects.descendant_of(home).exists():
        add_article(home.specific, "Un four")
    page = add_article(home.specific, f"Un four de {person.email}", owner=person)
    first, last = (page.save_revision(user=person, log_action=True) for _ in range(2))
    return {
        "home": home.pk,
        "page": page.pk,
        "page path": page.url_path.split("/", 2)[2],
        "index": page.get_parent().pk,
        "revision": first.pk,
        "last revision": last.pk,
        **files_of(territory, page, person),
        **platform_of(territory, person),
    }


def files_of(territory: Territory, page: ArticlePage, person) -> dict[str, Any]:
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PageImage),
        file=ContentFile(b"image", "envoi.jpg"),
        uploaded_by_user=person,
    )
    session = EditingSession.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
        last_seen_at=timezone.now(),
    )
    image = make_image(territory)
    return {
        "image": image.pk,
        "upload": upload.pk,
        "document": Document.objects.create(
            title="Plan", file=ContentFile(b"plan", "plan.pdf"), collection=image.collection
        ).pk,
        "collection": image.collection_id,
        "editing session": session.pk,
    }


def begun_by(editor, things: dict[str, Any]) -> None:
    """Let an upload and an editing session be the editor's own."""
    UploadedFile.objects.filter(pk=things["upload"]).update(uploaded_by_user=editor)
    EditingSession.objects.filter(pk=things["editing session"]).update(user=editor)


def platform_of(territory: Territory, person) -> dict[str, Any]:
    site = territory.site
    return {
        "town": territory.towns.first().pk,
        "site": site.pk,
        "group": Group.objects.create(name=f"Groupe de {person.email}").pk,
        "workflow": Workflow.objects.create(name="Relecture").pk,
        "task": Task.objects.create(name="Relire").pk,
        "redirect": Redirect.objects.create(
            old_path=f"/ancien-{person.pk}", site=site, redirect_link="/nouveau/"
        ).pk,
    }
