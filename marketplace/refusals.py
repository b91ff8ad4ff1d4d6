"""What a person reads where a form's safety token is missing or too old."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from themes.current import wearing


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 in the territory's look: this refusal comes before any view is chosen."""
    theme = getattr(request.territory, "theme", "default")
    with wearing(theme):
        return render(request, "403_csrf.html", status=403)
