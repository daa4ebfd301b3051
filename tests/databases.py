"""One process of a run makes the test database; the others copy it, which takes a second instead of half a minute."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def _turn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExitStack]:
    """The right to make a database, held from before it is made until there is a copy for the others."""
    with ExitStack() as stack:
        stack.enter_context(_alone(tmp_path_factory.getbasetemp().parent / "database.lock"))
        yield stack


@pytest.fixture(scope="session")
def _template(request: pytest.FixtureRequest) -> str:
    """What the copy is called; "" where a run is one process."""
    run = getattr(request.config, "workerinput", {}).get("testrunuid")
    return f"kinerja_template_{run[:12]}" if run else ""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: Any,
    _turn: ExitStack,
    _template: str,
) -> None:
    """Whoever comes later builds on the copy, where every migration has been applied."""
    with django_db_blocker.unblock():
        if _template and _exists(_template):
            connection.settings_dict["TEST"]["TEMPLATE"] = _template


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, _turn: ExitStack, _template: str
) -> Iterator[None]:
    """The first leaves a copy before its tests begin, and takes it away at its end."""
    with django_db_blocker.unblock():
        first = bool(_template) and not _exists(_template)
        if first:
            connection.close()  # PostgreSQL copies what nobody is connected to
            _maintain(f'CREATE DATABASE "{_template}" TEMPLATE "{connection.settings_dict["NAME"]}"')
    _turn.close()
    yield
    with django_db_blocker.unblock():
        _let_go()
        if first:
            _maintain(f'DROP DATABASE "{_template}"')


def _let_go() -> None:
    """A thread of a served site keeps its connection for a minute, and PostgreSQL drops what nobody is connected to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )


def _exists(database: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


def _maintain(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
