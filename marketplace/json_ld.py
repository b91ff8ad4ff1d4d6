"""Data for search engines (schema.org) as a script element holds it."""

from __future__ import annotations

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# What could end the script element or begin another, written as JSON writes any letter.
_ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script_text(data: dict[str, Any]) -> SafeString:
    """Return data safe inside `<script type="application/ld+json">`, which runs nothing."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPED))
