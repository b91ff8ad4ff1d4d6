"""What `make demo` and production run."""

import shlex
import socket

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from marketplace.operations import preparation
from marketplace.operations.management.commands.demo import commands


def procfile():
    lines = (settings.BASE_DIR / "Procfile").read_text().splitlines()
    return {name: shlex.split(command) for name, command in (li.split(": ", 1) for li in lines)}


def test_production_runs_the_same_processes_as_the_demo():
    assert set(procfile()) == {"release", *commands(8000)}


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_production_runs_them_with_the_same_programs(name):
    program = {"web": "gunicorn"}.get(name, "celery")
    assert procfile()[name][0] == program
    assert program in commands(8000)[name]


def test_every_long_option_of_the_worker_is_known():
    from celery.bin.worker import worker

    known = {option for parameter in worker.params for option in parameter.opts}
    given = {part for part in procfile()["worker"] if part.startswith("--")} - {"--app"}
    assert given <= known


def test_a_taken_port_is_named_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is in use.*PORT={port + 1}"):
            call_command("demo", port=port)


def test_folders_are_made_once_and_for_all(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR_DIR / "media"
    preparation.make_folders()
    preparation.make_folders()
    assert preparation.log_dir().is_dir()


def test_static_files_are_collected_only_when_one_changed(settings, tmp_path):
    source = tmp_path / "static"
    source.mkdir()
    (source / "site.css").write_text("a {}")
    settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS = (
        [source],
        ["django.contrib.staticfiles.finders.FileSystemFinder"],
    )
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "collected"
    assert preparation.collect_static_files()
    assert not preparation.collect_static_files()
    (source / "site.css").write_text("a { color: red }")
    assert preparation.collect_static_files()
