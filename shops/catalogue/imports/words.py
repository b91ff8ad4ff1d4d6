"""Words compared as people mean them, without case, accents or signs."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_SIGNS = re.compile(r"[^a-z0-9]+")


def plain_words(text: str) -> str:
    """Return « Prix T.T.C. (€) » as "prix t t c", « En stock ? » as "en stock"."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _SIGNS.sub(" ", letters).strip()
