"""Fill the demo territory; run twice, it changes nothing."""

from django.core.management.base import BaseCommand

from marketplace.operations.preparation import make_folders
from marketplace.operations.seed import seed_demo


class Command(BaseCommand):
    help = "Make what is missing of the demo territory."

    def handle(self, **options):
        make_folders()
        created = seed_demo()
        self.stdout.write(
            "Created: " + ", ".join(f"{count} {name}" for name, count in created.items())
        )
