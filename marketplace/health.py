"""Is this process able to answer? For load balancers and the demo's launcher."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

from marketplace.territories.middleware import without_territory


@without_territory
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 once the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
