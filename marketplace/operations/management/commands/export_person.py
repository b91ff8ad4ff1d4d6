"""For a request by letter: see first that who asks is who owns the address."""

from __future__ import annotations

import json

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from marketplace.accounts.person import person_at
from marketplace.operations.privacy import export_person


class Command(BaseCommand):
    help = "Print all that is held of a person, by e-mail address, as JSON."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        data = export_person(person_at(email))
        self.stdout.write(json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
