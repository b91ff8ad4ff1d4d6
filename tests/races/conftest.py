"""Two or more connections against PostgreSQL, made to meet at the worst moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

import pytest
from django.db import connection

from tests import factories
from tests.races.tally import TALLY

START_TOGETHER = 20  # seconds


def pytest_collection_modifyitems(items):
    for item in items:
        if "/races/" in item.nodeid:
            item.add_marker(pytest.mark.race)
            item.add_marker(pytest.mark.django_db(transaction=True))


def pytest_terminal_summary(terminalreporter):
    if TALLY.races:
        terminalreporter.write_line(str(TALLY))


@pytest.fixture(autouse=True)
def _tallied(request, monkeypatch):
    monkeypatch.setattr(TALLY, "paused", "control" in request.node.name)


@pytest.fixture(autouse=True)
def _on_postgresql(db):
    assert connection.vendor == "postgresql", "a race proves nothing on SQLite: run `make race`"


def run_together(jobs: list[Callable]) -> list:
    """Run jobs at once, each on its own connection; return results, or the errors raised.

    None begins before all have their connection: a meeting is forced, not hoped for.
    """
    line = threading.Barrier(len(jobs))

    def run(job):
        try:
            connection.ensure_connection()
            line.wait(timeout=START_TOGETHER)
            return job()
        except Exception as error:  # noqa: BLE001 (the test looks at every one)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        results = list(pool.map(run, jobs))
    TALLY.count(results)
    return results


def meanwhile(job: Callable) -> Future:
    """Begin a job on a connection of its own, while the caller is amid a transaction."""

    def run():
        try:
            return job()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    begun = pool.submit(run)
    pool.shutdown(wait=False)
    return begun


def until_it_waits(job: Future) -> None:
    """Go on once a job has ended, or waits for a row that the caller's transaction holds.

    Told by the server, not by the clock: a wait that is longer than a lock may be waited for would
    end one of the two where a deadlock is to be shown.
    """
    for _look in range(400):
        if wait([job], timeout=0.05).done:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
            )
            if cursor.fetchone():
                return


@contextmanager
def meeting_at(monkeypatch, target: str, parties: int):
    """Make all callers of a function wait for each other right before it runs."""
    module, name = target.rsplit(".", 1)
    original = getattr(__import__(module, fromlist=[name]), name)
    barrier = threading.Barrier(parties)

    def wait_then_run(*args, **kwargs):
        barrier.wait(timeout=20)
        return original(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(target, wait_then_run)
        yield


@contextmanager
def without_constraint(table: str, name: str, check: str):
    """Drop a check constraint, so that a negative control can show what it prevents."""
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    try:
        yield
    finally:
        # NOT VALID: what the control oversold stays until the test's tables are emptied.
        restored = f'ADD CONSTRAINT "{name}" CHECK ({check}) NOT VALID'
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER TABLE "{table}" {restored}')


@pytest.fixture
def shops(transactional_db):
    territory = factories.make_territory()
    return [factories.make_shop(territory, name) for name in ("Le Fournil", "Le Buron")]
