"""For a request by letter: see first that who asks is who owns the address."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from marketplace.accounts.person import person_at
from marketplace.operations.privacy import ErasureRefused, erase_person


class Command(BaseCommand):
    help = "Erase a person everywhere, by e-mail address; orders stay without the person."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        try:
            erase_person(person=person_at(email), now=timezone.now())
        except ErasureRefused as refused:
            raise CommandError("\n".join(refused.obstacles)) from refused
        self.stdout.write(f"{email} is erased.")
