from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from shops.catalogue.importing import import_rows
from shops.catalogue.imports import UnreadableFile, read_products
from shops.models import Shop


class Command(BaseCommand):
    help = "Take a shop's products from a Shopify, WooCommerce or French spreadsheet file."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--shop", required=True, help="slug of the shop")
        parser.add_argument("--dry-run", action="store_true", help="report, and save nothing")

    def handle(self, *, file, shop, dry_run, **options):
        owner = Shop.objects.select_related("town", "partner").filter(slug=shop).first()
        if owner is None:
            raise CommandError(_("No shop has the slug “%(slug)s”.") % {"slug": shop})
        try:
            rows = read_products(file)
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        report = import_rows(shop=owner, rows=rows, dry_run=dry_run)
        for line, reason in report.refused:
            self.stdout.write(
                _("line %(line)s refused: %(reason)s") % {"line": line, "reason": reason}
            )
        for reason, lines in by_reason(report.drafts).items():
            facts = {"lines": ", ".join(lines), "reason": reason}
            self.stdout.write(_("lines %(lines)s: %(reason)s") % facts)
        if dry_run:
            self.stdout.write(_("Dry run: nothing was saved."))
        self.stdout.write(summary(report))


def by_reason(drafts) -> dict[str, list[str]]:
    """Gather the lines that stay drafts for the same reason, each line once."""
    found: dict[str, list[str]] = {}
    for line, reason in drafts:
        lines = found.setdefault(reason, [])
        if str(line) not in lines:
            lines.append(str(line))
    return found


def summary(report) -> str:
    counts = {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": len(report.refused),
    }
    return (
        _("%(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(refused)s refused")
        % counts
    )
