"""What must stand before the processes start: folders, the database, static files."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def make_folders() -> None:
    """Create the folders that the embedded database, broker, cache and mailbox write to."""
    for folder in _folders():
        folder.mkdir(parents=True, exist_ok=True)


def log_dir() -> Path:
    return settings.VAR_DIR / "log"


def _folders() -> Iterator[Path]:
    yield log_dir()
    yield Path(settings.MEDIA_ROOT)
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        yield from map(Path, settings.CELERY_BROKER_TRANSPORT_OPTIONS.values())
    if settings.MAILBOX_DIR:
        yield settings.MAILBOX_DIR


# Wagtail's many small migrations take half the time while no other model stands around them.
FIRST_APPS = ("wagtailcore", "wagtailimages", "wagtaildocs", "wagtailusers", "wagtailredirects")


def database_is_current() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def migrate_database() -> None:
    if not MigrationRecorder(connection).applied_migrations():
        for label in FIRST_APPS:
            call_command("migrate", label, verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)


def collect_static_files() -> bool:
    """Collect and compress static files where one of them changed; return whether that was so."""
    stamp = settings.VAR_DIR / "static.stamp"
    current = _fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text() == current and Path(settings.STATIC_ROOT).exists():
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(current)
    return True


def _fingerprint_of_static_files() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def port_is_free(port: int) -> bool:
    with socket.socket() as attempt:
        # As gunicorn does: connections of a server that just stopped are no obstacle.
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
