"""Gather, fill, check and compile the translations."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from marketplace.operations import translations


class Command(BaseCommand):
    help = "Gather the strings to translate into locale/fr, without GNU gettext, and compile it."
    requires_system_checks = []

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--compile", action="store_true", help="only compile what changed")
        what.add_argument("--check", action="store_true", help="write nothing; fail if any lacks")
        what.add_argument(
            "--fill",
            nargs="+",
            type=Path,
            metavar="FILE.json",
            help='translations to put in: {"msgid": "text" or ["singular", "plural"]}',
        )

    def handle(self, *, check, fill, **options):
        if options["compile"]:
            self.compile()
        elif check:
            self.check_complete()
        else:
            self.gather(fill or [])
            self.compile()

    def compile(self):
        for path in translations.compile_catalogs():
            self.stdout.write(f"Compiled {path}")

    def check_complete(self):
        catalog = current_catalog()
        faults = [f"Not translated: {msgid}" for msgid in translations.untranslated(catalog)]
        faults += [f"Wrong placeholders: {fault}" for fault in translations.broken(catalog)]
        faults += [f"No-break space missing: {msgid}" for msgid in translations.loose(catalog)]
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} translations to mend; run `make messages`.")
        self.stdout.write(f"All {len(catalog)} strings are translated.")

    def gather(self, files: list[Path]):
        catalog = current_catalog()
        for file in files:
            changed = translations.fill(catalog, translations.read_translations(file))
            self.stdout.write(f"{file.name}: {changed} changed")
        translations.write_catalog(catalog, translations.catalog_path())
        missing = translations.untranslated(catalog)
        self.stdout.write(f"{len(catalog)} strings, {len(missing)} not translated")
        for msgid in missing:
            self.stdout.write(f"  {msgid}")


def current_catalog():
    known = translations.read_catalog(translations.catalog_path())
    return translations.merge(translations.all_phrases(), known)
