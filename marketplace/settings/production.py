"""In production: PostgreSQL and Redis by environment, HTTPS behind a proxy."""

from django.core.exceptions import ImproperlyConfigured

from marketplace.settings.base import *

# Without these the site would run, and lose mail, orders or locks without a word.
for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
    if not env(name, default=""):
        raise ImproperlyConfigured(f"Set {name} in the environment.")

# Rate limits count by the visitor's address, which stands this many proxies away.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Wagtail's preview shows our own pages in a frame: SAMEORIGIN, where the check wants DENY.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
