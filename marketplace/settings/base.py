"""Settings shared by every way of running the site; the only module that reads the environment."""

from pathlib import Path

import environ
import structlog
from django.utils.translation import gettext_lazy as _
from oscar.defaults import *

from marketplace.settings.schedule import CELERY_BEAT_SCHEDULE  # noqa: F401 (a setting)

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY = env("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "marketplace.refusals.csrf_failure"
# Absolute links in messages that leave outside a request.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "marketplace.accounts",
    "marketplace.territories",
    "marketplace.images",
    "marketplace.money",
    "marketplace.texts",
    "marketplace.notifications",
    "shops",
    "shops.catalogue",
    "shops.reports",
    "shops.desk",
    "shops.audience",
    "shops.favourites",
    "shops.news",
    "pickup.slots",
    "pickup.orders",
    "pickup.withdrawals",
    "pickup.reservations",
    "pickup.figures",
    "marketplace.storefront",
    "marketplace.pages",
    "marketplace.operations",
    "themes",
    # Wagtail before Oscar: both ship an `update_index` command.
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    # Only the Oscar apps that the site uses, none with its URLs (docs/adr/0002).
    "oscar.apps.address.apps.AddressConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "marketplace.oscar.apps.OfferModels",
    "oscar.apps.voucher.apps.VoucherConfig",
    "shops.oscar.catalogue.apps.CatalogueConfig",
    "shops.oscar.partner.apps.PartnerConfig",
    "pickup.oscar.basket.apps.BasketConfig",
    "pickup.oscar.order.apps.OrderConfig",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "marketplace.request_log.RequestLogMiddleware",
    "marketplace.storefront.page_cache.PageCacheMiddleware",
    "pickup.header.HeaderHintMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "marketplace.territories.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "marketplace.busy.BusyMiddleware",
    "marketplace.territories.middleware.TerritoryMiddleware",
    "marketplace.pages.middleware.EditorsOnlyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "marketplace.territories.context.territory",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "themes.loaders.CachedLoader",
                    [
                        "themes.loaders.ThemeLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "marketplace.dates.filters",
            ],
        },
    }
]

# --- Data -----------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Web, worker and beat write at once: without IMMEDIATE SQLite refuses a third of them.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A waiting shopper gets a friendly retry after 3 s, never a stuck worker.
    DATABASES["default"]["OPTIONS"] = {"options": "-c lock_timeout=3000 -c statement_timeout=8000"}

# Connecting anew costs more than most pages do.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

REDIS_URL = env("REDIS_URL", default="")
# Attempt limits and version keys must hold in every process: never local memory.
# Pages have a cache of their own: many of them must not push a limit out.
if REDIS_URL:
    redis = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # A cache that does not answer must not hold a page.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    CACHES = {"default": redis, "pages": {**redis, "KEY_PREFIX": "pages"}}
else:
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}
    CACHES = {
        "default": {**files, "LOCATION": VAR_DIR / "cache"},
        "pages": {**files, "LOCATION": VAR_DIR / "pages", "OPTIONS": {"MAX_ENTRIES": 1000}},
    }
# Whole public pages are kept until something on them changes (docs/speed.md).
PAGE_CACHE = env.bool("PAGE_CACHE", default=True)

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
# In production the web server or the object store serves uploads.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
# The default theme's files lie at the root, another theme's under its name.
STATICFILES_DIRS = [
    BASE_DIR / "themes" / "default" / "static",
    *(
        (folder.parent.name, folder)
        for folder in sorted((BASE_DIR / "themes").glob("*/static"))
        if folder.parent.name != "default"
    ),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# --- People ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pickup:account"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "marketplace.notifications.account_mail.OutboxAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/10m/ip,5/10m/key", "signup": "20/h/ip"}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
MFA_ADAPTER = "marketplace.accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off
# The second factor of the demo's people; empty wherever real people sign in.
DEMO_TOTP_SECRET = ""
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

# --- Messages and background work -----------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 8
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="marche@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# A folder that shows every message on a page, for the demo; empty in production.
MAILBOX_DIR = None
SMS_BACKEND = env("SMS_BACKEND", default="marketplace.notifications.sms.HttpSmsSender")
SMS_HTTP_URL = env("SMS_HTTP_URL", default="")
SMS_HTTP_TOKEN = env("SMS_HTTP_TOKEN", default="")
SMS_SENDER = env("SMS_SENDER", default="")
# Notifications on phones (RFC 8292): a private key in base64url; without one none are offered.
VAPID_PRIVATE_KEY = env("VAPID_PRIVATE_KEY", default="")
# Where a key is made and kept if the environment gives none; for the demo.
VAPID_KEY_FILE = None
# Services of browsers' makers, by origin; a leading dot: whatever stands before it. The address
# comes from the browser, and the server calls it: nothing else is called.
PUSH_SERVICES = [
    "https://fcm.googleapis.com",
    "https://updates.push.services.mozilla.com",
    "https://.push.apple.com",
    "https://.notify.windows.com",
]

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=REDIS_URL or "filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker"),
        "data_folder_out": str(VAR_DIR / "broker"),
        "control_folder": str(VAR_DIR / "broker-control"),
    }
else:
    # A dead broker must not hold a page: the outbox's sweep sends later.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": 1,
        "socket_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- Oscar ----------------------------------------------------------------------------------

# Oscar's own ten years of migrations are replaced by one each (docs/adr/0004).
MIGRATION_MODULES = {
    label: f"marketplace.oscar.migrations.{label}"
    for label in ("address", "communication", "offer", "voucher")
}
OSCAR_DEFAULT_CURRENCY = "EUR"
OSCAR_EAGER_ALERTS = False
OSCAR_DELETE_IMAGE_FILES = False
OSCAR_THUMBNAILER = "marketplace.images.thumbnailer.RenditionThumbnailer"
OSCAR_INITIAL_ORDER_STATUS = "pending"
OSCAR_INITIAL_LINE_STATUS = "to_prepare"
OSCAR_SLUG_ALLOW_UNICODE = False

# --- Wagtail --------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Marketplace"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
# Passwords are changed and reset in one place, where attempts are limited.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# So are addresses, which have to be proved.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# An address typed stays one: looked up as a page, it would tell of other territories' drafts.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "none"
# Who may write may publish; and no request leaves for portraits or news of versions.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "pages.PageImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "marketplace.pages.image_forms.PageImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- Logs: one line an event, JSON, with the request's id -------------------------------------

LOG_LEVEL = env("LOG_LEVEL", default="INFO")
DJANGO_STRUCTLOG_CELERY_ENABLED = False
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.processors.format_exc_info,
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"handlers": ["console"], "propagate": False},
        # It tells of each table of each font that a poster takes along.
        "fontTools": {"level": "WARNING"},
    },
}

# --- Safety ---------------------------------------------------------------------------------

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
