"""The embedded default: SQLite, a folder as broker, a folder as mailbox; no server, no key."""

from marketplace.settings.base import *

# The demo holds no real data and listens on this machine alone.
SECRET_KEY = SECRET_KEY or "demo-only-key-for-a-territory-that-does-not-exist-0123456789"
MAILBOX_DIR = VAR_DIR / "mailbox"
EMAIL_BACKEND = "marketplace.notifications.mailbox.MailboxBackend"
SMS_BACKEND = "marketplace.notifications.mailbox.MailboxSmsSender"
VAPID_KEY_FILE = VAR_DIR / "vapid.key"
DEFAULT_FROM_EMAIL = "Haut-Velune <marche@haut-velune.example>"
SERVE_MEDIA = True
# The second territory has a host of its own; browsers find names under .localhost by themselves.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, ".localhost"]
# Browsers allow passkeys over plain HTTP on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DEMO_TOTP_SECRET = "HAUTVELUNEDEMOHAUTVELUNEDEMO2345"
