"""Check what must hold at any time; exits 1 with a sentence for each fault."""

from django.core.management.base import BaseCommand, CommandError

from marketplace.operations.audit import broken_invariants, checked_counts


class Command(BaseCommand):
    help = "Check the invariants of stock, slots, orders and messages."

    def handle(self, **options):
        faults = list(broken_invariants())
        for sentence in faults:
            self.stdout.write(sentence)
        if faults:
            raise CommandError(f"{len(faults)} faults.")
        counts = ", ".join(f"{n} {name}" for name, n in checked_counts().items())
        self.stdout.write(f"All invariants hold: {counts}.")
