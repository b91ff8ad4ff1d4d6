"""Uploads served by the site itself, where no web server stands before it."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

# A file of `store_picture`: its directory is drawn anew for each picture, and never used again.
LASTING = re.compile(r"[\w/-]+/[0-9a-f]{32}(-[a-z0-9-]+)?/(original|\d+)\.(jpg|webp)")
FOR_EVER = "public, max-age=31536000, immutable"


def serve_upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send an upload; browsers keep what can never change, and do not ask for it again."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    if LASTING.fullmatch(path):
        response["Cache-Control"] = FOR_EVER
    return response
