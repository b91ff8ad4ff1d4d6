"""An empty database becomes a whole one; the other tests make their tables without migrating."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def manage(*command, database):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_an_empty_database_migrates_to_the_models(tmp_path):
    database = tmp_path / "db.sqlite3"
    migrated = manage("migrate", "--verbosity=0", database=database)
    assert migrated.returncode == 0, migrated.stderr
    missing = manage("makemigrations", "--check", "--dry-run", database=database)
    assert missing.returncode == 0, missing.stdout
