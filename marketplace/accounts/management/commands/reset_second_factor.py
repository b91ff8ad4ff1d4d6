"""For a person who lost the second factor and the recovery codes."""

from __future__ import annotations

import structlog
from django.core.management.base import BaseCommand, CommandError

from marketplace.accounts.models import User
from marketplace.accounts.services import reset_second_factor

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = (
        "Take away a person's second factors, after you saw or heard that it is really them; "
        "they sign in with their password or a mailed code and add a new one."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"No account has the address {email}.")
        removed = reset_second_factor(user=user)
        # The number, not the address: the log outlives the erasure of the person.
        log.warning("second_factor_reset", user_id=user.pk, removed=removed)
        self.stdout.write(f"{removed} factors removed; every session of {email} has ended.")
