"""Production refuses to start without what it would otherwise lose silently."""

import os
import subprocess
import sys

import pytest

NEEDED = {
    "SECRET_KEY": "x" * 60,
    "DATABASE_URL": "sqlite:///unused",
    "REDIS_URL": "redis://unused",
    "EMAIL_URL": "smtp://unused",
}


def load(environment):
    return subprocess.run(
        [sys.executable, "-c", "import marketplace.settings.production"],
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_with_all_it_needs_it_loads():
    assert load(NEEDED).returncode == 0


@pytest.mark.parametrize("name", NEEDED)
def test_what_is_missing_is_named(name):
    result = load({key: value for key, value in NEEDED.items() if key != name})
    assert f"Set {name}" in result.stderr
