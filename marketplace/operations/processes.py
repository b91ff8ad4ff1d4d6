"""Child processes that start, live and stop together."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL_SECONDS = 0.1


class ProcessGroup:
    """Each child has a process group of its own: a Ctrl-C reaches the parent alone, who decides.

    Attributes:
        log_dir: each child writes to `<name>.log` there, anew at each start.
    """

    def __init__(self, *, log_dir: Path, environment: Mapping[str, str] | None = None):
        self.log_dir = log_dir
        self.environment = {**os.environ, **(environment or {})}
        self.children: dict[str, subprocess.Popen] = {}

    def start(self, name: str, command: Sequence[str]) -> None:
        with self.log_of(name).open("wb") as log:
            self.children[name] = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def log_of(self, name: str) -> Path:
        return self.log_dir / f"{name}.log"

    def dead(self) -> str | None:
        """Return the name of a child that ended; None while all live."""
        return next((n for n, child in self.children.items() if child.poll() is not None), None)

    def stop(self, *, patience: float = 7.0) -> None:
        """Ask every child to end, and end those that have not after `patience` seconds."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + patience
        while self._alive() and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        for child in self.children.values():
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def _alive(self) -> bool:
        return any(child.poll() is None for child in self.children.values())


def interrupt_once() -> None:
    """Make the first request to stop a KeyboardInterrupt; those after it change nothing."""
    for number in STOP_SIGNALS:
        signal.signal(number, _interrupt)


def _interrupt(number, frame):
    for each in STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
