"""Every log line carries the id of its request."""

from django_structlog.middlewares import RequestMiddleware


class RequestLogMiddleware(RequestMiddleware):
    """Bind a request id but not the user: reading the session would vary every page on it."""

    @staticmethod
    def bind_user_id(request) -> None:
        """Leave the session unread."""
