"""Strings to translate, gathered without GNU gettext: nothing but Python is needed.

Templates are compiled by Django itself, so that each msgid is the one asked for at run time.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template import Engine, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation.reloader import translation_file_changed

PACKAGES = ("marketplace", "shops", "pickup", "themes")
TEMPLATE_SUFFIXES = {".html", ".txt"}
MARKED = re.compile(r"""_\((?P<quote>["'])(?P<literal>.*?)(?P=quote)\)""")
LOOSE = re.compile(r" [:;!?»](?=[\s<).,…]|$)|« ")
WIDTH = 99
HEADER = "Kept by `make messages`; translations are edited here."
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Phrase:
    """What a catalogue is asked for; `plural` and `context` are empty where there is none."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


def all_phrases(root: Path | None = None) -> set[Phrase]:
    """Return every phrase of the packages' Python files and templates."""
    root = root or settings.BASE_DIR
    found: set[Phrase] = set()
    for path in _sources(root, "*.py"):
        found.update(phrases_of_python(path.read_bytes()))
    for path in _sources(root, "templates/**/*"):
        if path.suffix in TEMPLATE_SUFFIXES:
            found.update(_phrases_of_template_file(path))
    return found


def _sources(root: Path, pattern: str) -> list[Path]:
    return [path for package in PACKAGES for path in sorted((root / package).rglob(pattern))]


def _phrases_of_template_file(path: Path) -> set[Phrase]:
    try:
        return set(phrases_of_template(path.read_text(encoding="utf-8")))
    except TemplateSyntaxError as error:
        error.add_note(f"in {path}")
        raise


def phrases_of_python(source: bytes) -> Iterator[Phrase]:
    for _line, found, _comments, context in extract("python", io.BytesIO(source), KEYWORDS):
        singular, plural = found[:2] if isinstance(found, tuple) else (found, "")
        yield Phrase(singular, plural, context or "")


def phrases_of_template(source: str) -> Iterator[Phrase]:
    """Compile a template and walk through it, blocks and branches included."""
    nodes = Template(source, engine=Engine.get_default()).nodelist
    for node in nodes.get_nodes_by_type(Node):
        if isinstance(node, BlockTranslateNode):
            yield _phrase_of_block(node)
        elif isinstance(node, TranslateNode):
            literal = node.filter_expression.var.literal
            yield Phrase(_escaped(str(literal)), context=_context_of(node))
        for literal in _marked_literals(list(vars(node).values())):
            yield Phrase(_escaped(literal))


def _phrase_of_block(node: BlockTranslateNode) -> Phrase:
    singular, _variables = node.render_token_list(node.singular)
    plural = ""
    if node.plural:
        plural, _variables = node.render_token_list(node.plural)
    return Phrase(singular, plural, _context_of(node))


def _context_of(node: TranslateNode | BlockTranslateNode) -> str:
    return str(node.message_context.var) if node.message_context else ""


def _escaped(literal: str) -> str:
    """Return a literal as Django looks it up: percent signs doubled."""
    return literal.replace("%", "%%")


def _marked_literals(values: Iterable[Any]) -> Iterator[str]:
    """Yield the literals marked _("…") in the expressions of a tag."""
    for value in values:
        if isinstance(value, FilterExpression):
            yield from (match["literal"] for match in MARKED.finditer(value.token))
        elif isinstance(value, list | tuple):
            yield from _marked_literals(value)
        elif isinstance(value, dict):
            yield from _marked_literals(value.values())


def catalog_path(language: str = "fr") -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read_catalog(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="fr")
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def merge(phrases: Iterable[Phrase], known: Catalog) -> Catalog:
    """Return a catalogue of exactly these phrases, with the translations that are known."""
    merged = Catalog(locale="fr")
    for phrase in sorted(phrases, key=lambda phrase: (phrase.singular, phrase.context)):
        former = known.get(phrase.singular, phrase.context or None)
        kept = former.string if former and _same_shape(former, phrase) else ""
        merged.add(phrase.id, kept, context=phrase.context or None)
    return merged


def _same_shape(former: Message, phrase: Phrase) -> bool:
    return isinstance(former.id, tuple | list) == bool(phrase.plural)


def fill(catalog: Catalog, translations: dict[str, Any]) -> int:
    """Put translations, keyed by (singular) msgid, into a catalogue; return how many changed."""
    changed = 0
    for message in _messages(catalog):
        wanted = translations.get(_singular(message))
        if isinstance(wanted, list):
            wanted = tuple(wanted)
        if isinstance(wanted, tuple) != isinstance(message.id, tuple | list):
            continue
        if wanted and wanted != message.string:
            message.string = wanted
            message.flags.discard("fuzzy")
            changed += 1
    return changed


def read_translations(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def untranslated(catalog: Catalog) -> list[str]:
    """Return the msgids that lack a translation, or have one that is only guessed."""
    return [_singular(m) for m in _messages(catalog) if m.fuzzy or not _is_complete(m)]


def broken(catalog: Catalog) -> list[str]:
    """Return a sentence for each translation whose placeholders are not those of its msgid."""
    return [
        f"{_singular(message)}: {error}" for message, errors in catalog.check() for error in errors
    ]


def loose(catalog: Catalog) -> list[str]:
    """Return the msgids whose French could break a line before « : ; ! ? », or inside quotes.

    These signs hang on their word by a no-break space (Lexique des règles typographiques en usage
    à l'Imprimerie nationale).
    """
    return [_singular(m) for m in _messages(catalog) if any(map(LOOSE.search, _strings(m)))]


def _strings(message: Message) -> list[str]:
    if isinstance(message.string, tuple | list):
        return list(message.string)
    return [message.string or ""]


def _is_complete(message: Message) -> bool:
    return all(_strings(message))


def _messages(catalog: Catalog) -> list[Message]:
    """Return the messages without the header, which is the one with an empty id."""
    return [message for message in catalog if message.id]


def _singular(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def write_catalog(catalog: Catalog, path: Path) -> None:
    """Write a .po that changes only where a phrase does: no dates, no line numbers."""
    body = io.BytesIO()
    write_po(body, catalog, WIDTH, no_location=True, omit_header=True, sort_output=True)
    header = [
        f"# {HEADER}",
        'msgid ""',
        'msgstr ""',
        f'"Language: {catalog.locale_identifier}\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        f'"Plural-Forms: {catalog.plural_forms}\\n"',
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes("\n".join([*header, "", ""]).encode() + body.getvalue())


def compile_catalogs() -> list[Path]:
    """Compile each .po that is newer than its .mo; return what was written."""
    compiled = []
    for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, read_catalog(path))
        # This process may have looked strings up already.
        translation_file_changed(None, target)
        compiled.append(target)
    return compiled
