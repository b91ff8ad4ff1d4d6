"""How many statements a request sent to the database, for who asks by a header."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASK, ANSWER = "X-Count-Queries", "X-Queries"


class CountingMiddleware:
    """Count only where asked: other requests of the bench pay nothing for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if ASK not in request.headers:
            return self.get_response(request)
        seen: list[str] = []

        def count(execute, statement, params, many, context):
            seen.append(statement)
            return execute(statement, params, many, context)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response[ANSWER] = str(len(seen))
        return response
