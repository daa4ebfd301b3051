"""The contract of access: every URL × role, GET and POST, against literal tables in `tests/access/`.

A URL name without a row fails. A GET that writes to a table of ours fails. Outside what one may see the answer
is 404; without an account it is the sign-in page (302).
"""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from config.desk import read_pages
from tests import access, factories
from tests.access.world import World, make_world

ROLES = (
    "anonymous", "appraisee", "appraiser", "reviewer", "stranger", "unit_personnel", "other_unit_personnel",
    "personnel", "auditor",
)  # fmt: skip
# A page may stamp the session, and a sign-in page may start one; what an auditor reads and anybody takes is logged.
MAY_WRITE_ON_GET = re.compile(
    r'^((INSERT INTO|UPDATE|DELETE FROM) "(django_session|django_cache)"'
    r'|INSERT INTO "appraisal_viewlog")'
)
# What an auditor opens of others leaves one line each; so does a file that is nobody's.
LOGGED = read_pages.CASE.keys() | read_pages.OTHERS.keys() | {"unit_rating_file"}
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE|ALTER|DROP)", re.IGNORECASE)


def rows():
    """All rows of the modules in tests/access/: (url name, kind of arguments, method, {role: status})."""
    found = []
    for module in pkgutil.iter_modules(access.__path__):
        found += getattr(importlib.import_module(f"tests.access.{module.name}"), "ROWS", [])
    return found


def url_names(patterns=None):
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from url_names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


def test_every_url_has_a_row():
    names = {name for name in url_names() if name}
    assert names - {row[0] for row in rows()} == set()


def test_every_row_is_of_a_url_that_exists_and_names_every_role():
    names = set(url_names())
    assert [row for row in rows() if row[0] not in names] == []
    assert [row[:3] for row in rows() if set(row[3]) != set(ROLES)] == []


def test_every_url_has_a_name():
    assert None not in set(url_names())


@pytest.fixture
def world(db) -> World:
    return make_world()


def noting(statements):
    """Keeps what is asked of the database. It stands before pghistory, which says who sent a statement."""

    def wrapper(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    return wrapper


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_cell_of_the_matrix(role, world, client):
    person = world.people.get(role)
    if person is not None:
        factories.sign_in(client, person)
    wrong = []
    for name, kind, method, expected in rows():
        url = reverse(name, kwargs=world.arguments(kind))
        statements: list[str] = []
        with transaction.atomic():
            with connection.execute_wrapper(noting(statements)):  # Django's log would write every value out
                response = getattr(client, method.lower())(url)
            b"".join(response)  # a download is closed once it is read
            transaction.set_rollback(True)
        if response.status_code != expected[role]:
            wrong.append(f"{method} {url} as {role}: {response.status_code}, expected {expected[role]}")
        written = [sql for sql in statements if WRITES.match(sql) and not MAY_WRITE_ON_GET.match(sql)]
        if method == "GET" and written:
            wrong.append(f"GET {url} as {role} writes: {written[0][:120]}")
        if role == "auditor" and method == "GET" and kind != "none" and expected[role] == 200:
            lines = sum(sql.startswith('INSERT INTO "appraisal_viewlog"') for sql in statements)
            if lines != (name in LOGGED):
                wrong.append(f"GET {url} by an auditor leaves {lines} lines in the log")
    assert wrong == []
