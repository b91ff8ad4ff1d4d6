"""Other packages' ways in lead to the one login, where attempts are limited.

Mount it before the packages' own URLs.
"""

from django.contrib.auth.views import redirect_to_login
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme


def go_to_login(request):
    """Send to the one login, and on from there to where the person was going on this host."""
    wanted = request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect_to_login(wanted if inside else "/")


urlpatterns = [
    path("admin/login/", go_to_login),
    path("_util/login/", go_to_login),
]
