"""Every log line carries the id of its request."""

from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

# The path of shops:measure, in whatever language's prefix.
UNLOGGED = "/mesure/"


class RequestLogMiddleware(RequestMiddleware):
    """Bind a request id but not the user: reading the session would vary every page on it."""

    @staticmethod
    def bind_user_id(request) -> None:
        """Leave the session unread."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Write no line for the audience's beacon: it would hold an address and a browser."""
        if request.path.endswith(UNLOGGED):
            return self.get_response(request)
        return super().__call__(request)
