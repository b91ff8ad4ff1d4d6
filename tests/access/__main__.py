"""Say how much the matrix covers: `python -m tests.access`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.test")
django.setup()

from tests.access.matrix import METHODS  # noqa: E402 (Django must be ready)
from tests.access.routes import routes  # noqa: E402
from tests.access.world import ROLES  # noqa: E402

print(f"{len(routes())} routes x {len(METHODS)} methods x {len(ROLES)} roles")  # noqa: T201
