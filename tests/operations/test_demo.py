"""The whole demo, from an empty folder: migrated, seeded, served, stopped."""

import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest
from django.conf import settings

LIMIT_SECONDS = 240


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def demo(tmp_path):
    """Start the demo in a folder of its own; yields the process and its port."""
    port = free_port()
    own = {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.demo",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "VAR_DIR": str(tmp_path),
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=settings.BASE_DIR,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process, port
    process.send_signal(signal.SIGTERM)
    process.wait(LIMIT_SECONDS)


def read_until(process, words):
    said = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            break
    return "".join(said)


def status(port, path, host="127.0.0.1"):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    return connection.getresponse().status


@pytest.mark.slow
def test_the_demo_starts_answers_and_stops(demo):
    process, port = demo
    said = read_until(process, "Ctrl-C stops everything")
    assert f"http://127.0.0.1:{port}/" in said
    assert f"http://combe-bleue.localhost:{port}/" in said
    assert {status(port, path) for path in ("/", "/healthz", "/courrier/", "/commerces/")} == {200}
    assert status(port, "/", host="combe-bleue.localhost") == 200
    process.send_signal(signal.SIGINT)
    assert process.wait(LIMIT_SECONDS) == 0
    with socket.socket() as attempt:
        assert attempt.connect_ex(("127.0.0.1", port)) != 0
