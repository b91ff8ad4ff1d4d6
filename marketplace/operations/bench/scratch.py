"""Databases that live as long as one bench: on PostgreSQL where a server answers, else SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from getpass import getuser
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

CONNECT_SECONDS = 3


def reachable_server(named: str = "") -> str:
    """Return the URL, without a database, of a server that lets us create some; else ""."""
    users = dict.fromkeys((getuser(), "postgres"))
    usual = [f"postgres://{user}@127.0.0.1:5432" for user in users]
    return next(filter(_takes_databases, [named.rstrip("/")] if named else usual), "")


@contextmanager
def scratch_databases(
    names: Sequence[str], *, server: str, folder: Path
) -> Iterator[dict[str, str]]:
    """Yield a DATABASE_URL by name; the databases of PostgreSQL are dropped at the end."""
    if not server:
        yield {name: f"sqlite:///{folder / name}.sqlite3" for name in names}
        return
    databases = {name: f"bench_{name}_{token_hex(4)}" for name in names}
    for database in databases.values():
        _execute(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    try:
        yield {name: f"{server}/{database}" for name, database in databases.items()}
    finally:
        for database in databases.values():
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            _execute(server, drop.format(sql.Identifier(database)))


def _takes_databases(server: str) -> bool:
    query = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    with suppress(psycopg.OperationalError), _connect(server) as connection:
        return bool(connection.execute(query).fetchone()[0])
    return False


def _execute(server: str, statement: sql.Composable) -> None:
    with _connect(server) as connection:
        connection.execute(statement)


def _connect(server: str) -> psycopg.Connection:
    parts = urlsplit(server)
    return psycopg.connect(
        host=parts.path[1:] or parts.hostname,  # a path: the folder of a socket
        port=parts.port or 5432,
        user=parts.username,
        password=parts.password,
        dbname="postgres",
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
    )
