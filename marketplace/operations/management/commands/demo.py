"""The demo: everything prepared, then web, worker and beat until Ctrl-C."""

from __future__ import annotations

import logging
import os
import sys
import time
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from marketplace.accounts.totp import current_code
from marketplace.operations import preparation
from marketplace.operations.processes import ProcessGroup, interrupt_once
from marketplace.operations.seed.content import other_hosts
from marketplace.operations.seed.people import PASSWORD, demo_logins
from marketplace.operations.translations import compile_catalogs

START_SECONDS = 60
WATCH_SECONDS = 0.3
LAST_LINES = 15


class Command(BaseCommand):
    help = "Prepare the demo territory and run it until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *, port, **options):
        # Whoever reads a pipe wants each line when it is said.
        sys.stdout.reconfigure(line_buffering=True)
        if not preparation.port_is_free(port):
            raise CommandError(
                f"Port {port} is in use on this machine. Stop what uses it, "
                f"or choose another one: make demo PORT={port + 1}"
            )
        interrupt_once()
        children = ProcessGroup(log_dir=preparation.log_dir(), environment=environment(port))
        try:
            self.prepare()
            self.run(children, port)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            children.stop()
        self.stdout.write("Everything is stopped. The demo's data stays in var/.")

    def prepare(self):
        # The JSON lines of this process would bury what a visitor should read.
        logging.disable(logging.WARNING)
        preparation.make_folders()
        compile_catalogs()
        if not preparation.database_is_current():
            self.stdout.write("Preparing the database, half a minute …")
            preparation.migrate_database()
        if preparation.collect_static_files():
            self.stdout.write("Static files collected.")
        call_command("seed_demo", stdout=self.stdout)

    def run(self, children: ProcessGroup, port: int):
        for name, command in commands(port).items():
            children.start(name, command)
        self.await_answer(children, port)
        self.welcome(port)
        while True:
            self.fail_if_dead(children)
            time.sleep(WATCH_SECONDS)

    def await_answer(self, children: ProcessGroup, port: int):
        deadline = time.monotonic() + START_SECONDS
        while not answers(port):
            self.fail_if_dead(children)
            if time.monotonic() > deadline:
                raise CommandError(f"The site does not answer; see {children.log_of('web')}.")
            time.sleep(WATCH_SECONDS)

    def fail_if_dead(self, children: ProcessGroup):
        name = children.dead()
        if name:
            log = children.log_of(name)
            last = log.read_text(errors="replace").splitlines()[-LAST_LINES:]
            self.stderr.write("\n".join(last))
            raise CommandError(f"The {name} process ended, so all were stopped; see {log}.")

    def welcome(self, port: int):
        address = f"http://127.0.0.1:{port}/"
        self.stdout.write(f"\nThe market is open:  {address}")
        self.stdout.write(f"Its mailbox:         {address}courrier/")
        for name, host in other_hosts():
            self.stdout.write(f"{name + ':':<20} http://{host}:{port}/")
        self.stdout.write(f"\nSign in at {address}compte/connexion/ with the password {PASSWORD}")
        for role, email in demo_logins():
            self.stdout.write(f"  {role:<12} {email}{second_factor(role)}")
        self.stdout.write("\nCtrl-C stops everything.")


def second_factor(role: str) -> str:
    """Return the code to type after the password of a demo account that asks for one."""
    if role not in ("association", "editor"):
        return ""
    code = current_code(settings.DEMO_TOTP_SECRET)
    return f"  then the code {code}, which changes every 30 s: see /courrier/"


def environment(port: int) -> dict[str, str]:
    """Return what the children need: WSGI and Celery would else use production's settings."""
    return {
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "SITE_URL": os.environ.get("SITE_URL", f"http://127.0.0.1:{port}"),
        "PYTHONUNBUFFERED": "1",
    }


def commands(port: int) -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "--app", "marketplace"]
    quiet = ["--loglevel", "WARNING"]
    return {
        "web": [
            *(sys.executable, "-m", "gunicorn", "marketplace.wsgi"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--graceful-timeout", "5"),
            "--no-control-socket",
        ],
        "worker": [
            *(*celery, "worker", *quiet, "--concurrency", "1", "--pool", "solo"),
            *("--without-mingle", "--without-gossip", "--without-heartbeat"),
        ],
        "beat": [*celery, "beat", *quiet],
    }


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
