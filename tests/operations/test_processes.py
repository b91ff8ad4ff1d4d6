"""Children start together and stop together, the stubborn ones too."""

import os
import sys

import pytest

from marketplace.operations.processes import ProcessGroup

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('up', flush=True); time.sleep(600)",
]


@pytest.fixture
def group(tmp_path):
    group = ProcessGroup(log_dir=tmp_path)
    yield group
    group.stop(patience=0)


def start(group, name, command):
    group.start(name, command)
    while "up" not in group.log_of(name).read_text():
        assert group.dead() is None


def test_children_are_asked_to_stop(group):
    start(group, "web", SLEEPER)
    start(group, "worker", SLEEPER)
    group.stop()
    assert {child.returncode for child in group.children.values()} == {-15}


def test_a_child_that_does_not_listen_is_killed(group):
    start(group, "web", STUBBORN)
    group.stop(patience=0.2)
    assert group.children["web"].returncode == -9


def test_a_child_that_ends_is_named(group):
    group.start("beat", [sys.executable, "-c", "print('no broker')"])
    group.children["beat"].wait()
    assert group.dead() == "beat"
    assert group.log_of("beat").read_text() == "no broker\n"


def test_a_child_has_a_process_group_of_its_own(group):
    start(group, "web", SLEEPER)
    assert os.getpgid(group.children["web"].pid) != os.getpgrp()
