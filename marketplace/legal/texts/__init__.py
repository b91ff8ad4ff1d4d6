"""Long legal texts, one .txt file each: paragraphs between blank lines, `${name}` placeholders."""

from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent


def load_text(name: str) -> str:
    """Return the text `name` (no extension) as it is written, placeholders included."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()


def fill_text(text: str, **values: str) -> str:
    """Replace every placeholder of `text`; raise KeyError naming the first one without a value.

    Values are inserted as they are: a `$` typed by a shopkeeper is never read as a placeholder.
    """
    return Template(text).substitute(values)
