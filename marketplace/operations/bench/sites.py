"""The sites under measure: each its own settings, its own processes, a free port."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from marketplace.operations.processes import ProcessGroup

WORKERS = 2
START_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Package:
    """Where a site's parts are: its settings, its entry point, and what fills its database."""

    settings: str
    wsgi: str
    fill: str


OURS = Package(
    "marketplace.operations.bench.settings",
    "marketplace.wsgi",
    "marketplace.operations.bench.fill",
)
OSCAR = Package(
    "marketplace.operations.stock_oscar.settings",
    "marketplace.operations.stock_oscar.wsgi",
    "marketplace.operations.stock_oscar.fill",
)


@dataclass
class Site:
    """A site with its rows made; `addresses` are what its filling printed."""

    name: str
    package: Package
    environment: dict[str, str]
    addresses: dict[str, Any] = field(default_factory=dict)
    query: str = ""  # added to every page that is visited
    port: int = 0
    master: int = 0

    def pages(self, name: str) -> list[str]:
        return [f"{path}{self.query}" for path in self.addresses[name]]

    def cpu_seconds(self) -> float | None:
        """Return what the workers have used so far; None where the system does not say."""
        try:
            return sum(map(_cpu_of, _children_of(self.master)))
        except OSError:
            return None


def environment_of(package: Package, database_url: str, folder: Path) -> dict[str, str]:
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "DJANGO_SETTINGS_MODULE": package.settings,
        "DATABASE_URL": database_url,
        "VAR_DIR": str(folder),
        "CELERY_BROKER_URL": "",
        "REDIS_URL": "",
    }


def start_filling(site: Site, *, products: int, shops: int) -> subprocess.Popen:
    """Start making a site's tables and rows, beside the other site's."""
    return subprocess.Popen(
        [sys.executable, "-m", site.package.fill, str(products), str(shops)],
        env={**os.environ, **site.environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def addresses_from(filling: subprocess.Popen) -> dict[str, Any]:
    """Wait for the rows; raises RuntimeError where they could not be made."""
    printed, _errors = filling.communicate()
    if filling.returncode:
        raise RuntimeError("the rows could not be made: see above")
    return json.loads(printed)


def serve(site: Site, group: ProcessGroup, extra: Mapping[str, str] | None = None) -> None:
    """Start gunicorn for a site and wait until it answers."""
    site.port = free_port()
    settings = {**site.environment, **(extra or {})}
    group.start(
        site.name,
        [
            "/usr/bin/env",
            *(f"{name}={value}" for name, value in settings.items()),
            sys.executable,
            *("-m", "gunicorn", f"{site.package.wsgi}:application"),
            *("--bind", f"127.0.0.1:{site.port}", "--workers", str(WORKERS)),
            *("--log-level", "warning", "--timeout", "120"),
        ],
    )
    site.master = group.children[site.name].pid
    _await(site, group)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _await(site: Site, group: ProcessGroup) -> None:
    deadline = time.monotonic() + START_SECONDS
    address = site.addresses["product"][0]
    while time.monotonic() < deadline and group.dead() is None:
        with suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", site.port, timeout=START_SECONDS)
            connection.request("GET", address)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"{site.name} does not answer:\n{group.log_of(site.name).read_text()}")


def _children_of(pid: int) -> list[int]:
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def _cpu_of(pid: int) -> float:
    """Return user and system time in seconds: fields 14 and 15 of proc(5)'s stat."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
