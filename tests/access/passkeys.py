"""A passkey as a browser hands it over when it is added; its private half is nobody's."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

# The base point of the curve P-256: any point of it serves.
POINT = (
    "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
)


def credential(name: str) -> dict[str, Any]:
    x, y = (bytes.fromhex(half) for half in POINT)
    key = ES256({1: 2, 3: -7, -1: 1, -2: x, -3: y})
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(
        sha256(b"testserver").digest(),
        flags,
        0,
        AttestedCredentialData.create(Aaguid(bytes(16)), name.encode(), key),
    )
    told = CollectedClientData.create("webauthn.create", b"challenge", "https://testserver")
    return {
        "id": websafe_encode(name.encode()),
        "rawId": websafe_encode(name.encode()),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(told),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
