"""Our site as in production, less what both shops leave out: HTTPS, and hashed static files."""

from marketplace.operations.bench.no_history import NoMigrations
from marketplace.settings.base import *

SECRET_KEY = "bench-only-key-that-guards-nothing-0123456789-0123456789"
ROOT_URLCONF = "marketplace.operations.bench.urls"
MIDDLEWARE = ["marketplace.operations.bench.counting.CountingMiddleware", *MIDDLEWARE]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 600
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIGRATION_MODULES = NoMigrations()
LOG_LEVEL = "WARNING"
LOGGING["root"]["level"] = LOG_LEVEL
