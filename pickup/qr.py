"""The QR of an order: the phone's own camera opens it in the shop's space."""

from __future__ import annotations

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe

from pickup.orders.links import handover_url


def handover_qr(order) -> SafeString:
    """Return an SVG to stand in a page; error level M, quiet zone of four modules."""
    out = BytesIO()
    segno.make(handover_url(order), error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(out.getvalue().decode())  # segno draws it from our own URL
