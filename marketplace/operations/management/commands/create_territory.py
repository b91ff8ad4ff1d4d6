import tomllib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from marketplace.accounts.models import User
from marketplace.accounts.services import invite_user
from marketplace.operations.seed.territory import seed_territory
from marketplace.pages.services import make_editor
from marketplace.territories.models import AssociationMember


class Command(BaseCommand):
    help = (
        "Create a territory from a file like marketplace/operations/demo/haut-velune/"
        "territory.toml, and let somebody into its association's desk. Run again, it adds what "
        "is missing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--desk", required=True, help="e-mail of a person of the desk")

    @transaction.atomic
    def handle(self, *, file, desk, **options):
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            territory = seed_territory(content)
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise CommandError(str(error)) from error
        except KeyError as error:
            raise CommandError(f"{file} lacks {error}.") from error
        user = User.objects.filter(email__iexact=desk).first() or invite_user(email=desk)
        AssociationMember.objects.get_or_create(association=territory.association, user=user)
        make_editor(territory=territory, user=user, at_desk=True)
        self.stdout.write(f"{territory} answers; {desk} works at its desk.")
        self.stdout.write("A new account has no password yet: ask for one at the sign-in page.")
