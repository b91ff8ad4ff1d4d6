"""The only place that knows every prefix. Wagtail's catch-all stands last.

What people read stands in French without a prefix, and in English under /en/: the address alone
says the language, so that no page depends on a cookie or on what a browser prefers.
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from marketplace.accounts.second_factor import with_second_factor
from marketplace.health import healthz
from marketplace.images.serving import serve_upload
from marketplace.robots import robots, sitemap
from marketplace.territories.middleware import without_territory

editing = decorate_urlpatterns(wagtailadmin_urls.urlpatterns, with_second_factor)
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("", include("marketplace.accounts.login_urls")),
    path("admin/", include(editing)),
]
if settings.MAILBOX_DIR:
    urlpatterns.append(path("courrier/", include("marketplace.notifications.urls")))
if settings.SERVE_MEDIA:
    urlpatterns.append(path("media/<path:path>", without_territory(serve_upload)))
urlpatterns += i18n_patterns(
    path("compte/", include("marketplace.accounts.urls")),
    path("compte/", include("marketplace.accounts.own_urls")),
    path("", include("marketplace.operations.urls")),
    path("", include("pickup.urls")),
    path("", include("shops.urls")),
    path("", include("marketplace.storefront.urls")),
    path("", include("marketplace.pages.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
