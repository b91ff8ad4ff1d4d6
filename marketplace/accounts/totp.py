"""Codes as an authenticator application makes them, for the demo and the tests."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def current_code(secret: str, *, at: float | None = None) -> str:
    """Return the code of an instant, in seconds since 1970; of now unless told."""
    counter = int(time.time() if at is None else at) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(secret, counter))
