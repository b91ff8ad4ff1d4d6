"""A database that makes us wait too long gets a friendly answer, not an error page."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from structlog import get_logger

logger = get_logger(__name__)

RETRY_SECONDS = 5


class BusyMiddleware:
    """Answer 503 where a lock, a statement or the server itself took too long."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception):
        if not isinstance(exception, OperationalError):
            return None
        logger.error("database_too_slow", path=request.path, exc_info=exception)
        return HttpResponse(
            render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_SECONDS}
        )
