"""Write the monthly letters by hand: another month, or a look at who would get one."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from marketplace.territories.models import Territory
from pickup.figures.letters import write_letters
from pickup.figures.periods import parse_month, today


class Command(BaseCommand):
    help = "Write the letter of a month to each shop; a letter already written stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--month", metavar="YYYY-MM", help="default: the last whole month")
        parser.add_argument("--dry-run", action="store_true", help="only say who gets one")

    def handle(self, *, month=None, dry_run=False, **options):
        now = timezone.now()
        for territory in Territory.objects.select_related("association"):
            period = self._period(month, territory, now)
            written = write_letters(territory, period=period, now=now, dry_run=dry_run)
            for address in written:
                self.stdout.write(f"{territory.slug}: {address}")
            verb = "would be written" if dry_run else "written"
            self.stdout.write(f"{territory.slug}: {len(written)} letters {verb}")

    def _period(self, month, territory, now):
        if month is None:
            return None
        try:
            period = parse_month(month, territory.zone)
        except ValueError as error:
            raise CommandError(f"Not a month: {month!r} (write YYYY-MM)") from error
        if period.end > today(now, territory.zone):
            raise CommandError(f"{month} is not over yet")
        return period
