"""For tests: quick hashes, tasks run at once, throw-away folders; databases by DATABASE_URL."""

import tempfile
from pathlib import Path

from marketplace.settings.base import *

SECRET_KEY = "test-only-key-0123456789-0123456789-0123456789-0123456789"
VAR_DIR = Path(tempfile.mkdtemp(prefix="marketplace-test-"))
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: in memory a request is refused, not made to wait, while another one writes.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "tests.sqlite3"}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / name,
    }
    for name in ("default", "pages")
}
# Most tests never commit, so that nothing would tell the cache of a change.
PAGE_CACHE = False
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAILBOX_DIR = VAR_DIR / "mailbox"
SMS_BACKEND = "marketplace.notifications.mailbox.MailboxSmsSender"
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = False
LOG_LEVEL = "WARNING"
LOGGING["root"]["level"] = LOG_LEVEL
WHITENOISE_AUTOREFRESH = True
# Browsers allow passkeys over plain HTTP on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
