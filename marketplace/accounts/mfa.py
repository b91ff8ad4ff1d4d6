"""How allauth keeps and names our second factors."""

from __future__ import annotations

import base64
import hashlib
from io import BytesIO

import segno
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


class MFAAdapter(DefaultMFAAdapter):
    """Secrets are stored encrypted: a copy of the database alone makes no valid code."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> SafeString:
        """Return an SVG to stand in a page; quiet zone of four modules."""
        out = BytesIO()
        segno.make(url, error="m", micro=False).save(
            out, kind="svg", border=4, xmldecl=False, svgclass="qr", lineclass=None, omitsize=True
        )
        return mark_safe(out.getvalue().decode())  # segno draws it from our own URL

    def _get_site_name(self) -> str:
        territory = getattr(context.request, "territory", None)
        return territory.name if territory else super()._get_site_name()


def _cipher() -> MultiFernet:
    """Return a cipher of SECRET_KEY that still reads what its predecessors wrote."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(secret: str) -> bytes:
    digest = hashlib.sha256(b"second factors:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
