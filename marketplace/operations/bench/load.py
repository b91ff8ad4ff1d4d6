"""Four clients that ask as fast as they are answered."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice

from marketplace.operations.bench.sites import Site

CLIENTS = 4
WARM_VISITS = 4  # of each address, so that both workers have seen it
TIMEOUT = 120  # seconds


class BadAnswer(Exception):
    """A page of the bench did not answer as it should: no figure of it would mean anything."""


@dataclass
class Tally:
    """Things done, in how many seconds of the clock and of the workers."""

    done: int = 0
    seconds: float = 0.0
    cpu: float | None = 0.0

    def add(self, other: Tally) -> None:
        self.done += other.done
        self.seconds += other.seconds
        known = self.cpu is not None and other.cpu is not None
        self.cpu = self.cpu + other.cpu if known else None

    @property
    def per_second(self) -> float | None:
        return self.done / self.seconds if self.done else None

    @property
    def cpu_ms(self) -> float | None:
        return self.cpu * 1000 / self.done if self.done and self.cpu is not None else None


def get(port: int, path: str) -> bytes:
    """Ask for a page on a connection of its own; raises BadAnswer unless it is there."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as connection:
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise BadAnswer(f"{path}: {answer[:80]!r}")
    return answer


def warm_up(site: Site, paths: Sequence[str]) -> None:
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda path: get(site.port, path), list(paths) * WARM_VISITS))


def visit(site: Site, paths: Sequence[str], *, seconds: float) -> Tally:
    """Visit addresses in turn."""

    def steps(client: int) -> Iterator[Callable[[], object]]:
        start = client * len(paths) // CLIENTS
        for path in islice(cycle(paths), start, None):
            yield partial(get, site.port, path)

    return drive(site, steps, seconds=seconds)


def drive(
    site: Site, steps: Callable[[int], Iterator[Callable[[], object]]], *, seconds: float
) -> Tally:
    """Let each client take its steps until time is up; what is begun is finished and counted."""
    cpu, start = site.cpu_seconds(), time.monotonic()
    deadline = start + seconds

    def client(number: int) -> int:
        done = 0
        for step in steps(number):
            step()
            done += 1
            if time.monotonic() >= deadline:
                break
        return done

    with ThreadPoolExecutor(CLIENTS) as pool:
        done = sum(pool.map(client, range(CLIENTS)))
    after = site.cpu_seconds()
    used = after - cpu if after is not None and cpu is not None else None
    return Tally(done, time.monotonic() - start, used)
