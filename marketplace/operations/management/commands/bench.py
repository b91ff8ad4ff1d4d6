"""Measure the site beside stock django-oscar; docs/speed.md says what the figures mean."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

from django.core.management.base import BaseCommand

from marketplace.operations.bench.run import ROWS, Size, run
from marketplace.operations.bench.scratch import reachable_server
from marketplace.operations.processes import interrupt_once

COLUMNS = "{:<14} {:>9} {:>9} {:>9} {:>8} {:>9} {:<9} {:>8} {:>9}"


class Command(BaseCommand):
    help = "Measure our pages beside stock django-oscar's and a view that does nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        usual = Size()
        parser.add_argument("--only", nargs="+", choices=ROWS, default=ROWS, metavar="NAME")
        parser.add_argument("--json", action="store_true", help="print the rows as JSON alone")
        parser.add_argument("--products", type=int, default=usual.products)
        parser.add_argument("--shops", type=int, default=usual.shops)
        parser.add_argument("--seconds", type=float, default=usual.seconds, help="of one turn")
        parser.add_argument("--cold", action="store_true", help="hold nothing between pages")
        parser.add_argument("--sqlite", action="store_true", help="even where PostgreSQL answers")

    def handle(self, *, only, sqlite, **options):
        interrupt_once()
        server = "" if sqlite else reachable_server(named_server())
        self.say(f"On {'PostgreSQL' if server else 'SQLite'}")
        size = Size(**{field.name: options[field.name] for field in fields(Size)})
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            rows = list(run(only, size=size, server=server, folder=Path(folder), say=self.say))
        self.stdout.write(json.dumps(rows, indent=2) if options["json"] else table(rows))

    def say(self, sentence: str) -> None:
        """Tell beside the result, which may go into a file."""
        sys.stderr.write(f"{sentence} …\n")
        sys.stderr.flush()


def named_server() -> str:
    """Return the server that DATABASE_URL or POSTGRES_URL names, without a database's name."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        return url.rpartition("/")[0]
    return os.environ.get("POSTGRES_URL", "")


def table(rows: list[dict]) -> str:
    head = ("", "ours", "oscar", "ratio", "floor", "of floor", "unit", "queries", "CPU ms")
    lines = [COLUMNS.format(*head)]
    for row in rows:
        figures = (
            row["name"],
            shown(row["ours"]),
            shown(row["oscar"]),
            ratio(row["ours"], row["oscar"], "× {:.1f}"),
            shown(row["floor"]),
            ratio(row["ours"], row["floor"], "{:.0%}"),
            row["unit"],
            shown(row["queries"]),
            shown(row["cpu_ms"]),
        )
        lines.append(COLUMNS.format(*figures))
    return "\n".join(lines)


def shown(figure: float | None) -> str:
    return "-" if figure is None else str(figure)


def ratio(ours: float | None, theirs: float | None, form: str) -> str:
    return form.format(ours / theirs) if ours and theirs else "-"
