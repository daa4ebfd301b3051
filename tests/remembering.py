"""What nearly every test begins with, made once per process and laid down again as rows.

A factory that is `remembered` works until a call comes again. From then on a test that stands where that one
stood (the same remembered calls before, nothing else written, the same day, settings as they are) gets the rows back
in one statement and the result from a pickle; any other test makes its own. The rows come from the real doors: only
the walking is spared. `tests/test_remembering.py` holds the two ways beside each other.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.apps import apps
from django.conf import Settings, settings
from django.db import connection, models, transaction
from django.utils import timezone

READING = ("SELECT", "SAVEPOINT", "RELEASE", "SET")
Path = tuple[Hashable, ...]
Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Kept:
    """What a call left: one statement that lays its rows down, and what it returned."""

    statement: str
    result: bytes
    at: datetime


class _Test:
    """The test that is running: its remembered calls, and whether it wrote anything beside them."""

    path: Path = ()
    writes = expected = 0
    possible = False

    def begin(self, *, possible: bool) -> None:
        self.path, self.writes, self.expected, self.possible = (), 0, 0, possible

    def may_remember(self) -> bool:
        as_they_are = type(settings._wrapped) is Settings
        return self.possible and as_they_are and self.writes == self.expected

    def went(self, path: Path) -> None:
        self.path, self.expected = path, self.writes


_test = _Test()
_called: set[tuple[Path, date]] = set()
_kept: dict[tuple[Path, date], Kept] = {}


def begin(*, transactional: bool) -> None:
    """At the start of each test with a database.

    A transactional test empties every table, also of what our rows point to: what was kept is forgotten.
    """
    if transactional:
        forget()
    elif _count not in connection.execute_wrappers:
        connection.execute_wrappers.append(_count)
    _test.begin(possible=not transactional and _may_lay_down())


def forget() -> None:
    _kept.clear()
    _called.clear()


def remembered(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """The factory, working only where no test made the very same from the very same beginning."""

    @wraps(make)
    def laid_or_made(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if not _test.may_remember():
            return make(*args, **kwargs)
        step = (make.__name__, _known_by(args), _known_by(kwargs.items()))
        here = ((*_test.path, step), timezone.localdate())
        kept = _kept.get(here)
        if kept is not None and kept.at <= timezone.now():
            result = cast("Made", _lay_down(kept))
        elif here in _called:
            result, _kept[here] = _make(lambda: make(*args, **kwargs))
        else:
            _called.add(here)
            result = make(*args, **kwargs)
        _test.went(here[0])
        return result

    return laid_or_made


def _known_by(values: Iterable[Any]) -> Path:
    """What tells arguments apart: rows by their keys, an agency by the keys of its people."""
    return tuple(
        _known_by(value)
        if isinstance(value, tuple)
        else (value._meta.label, value.pk)
        if isinstance(value, models.Model)
        else _known_by(vars(value).values())
        if is_dataclass(value)
        else value
        for value in values
    )


def _make(make: Callable[[], Made]) -> tuple[Made, Kept]:
    """A table whose earlier rows `make` changed is laid down whole, any other only by what came to it."""
    newest = _newest()
    before = _rows(newest, "<=")
    result = make()
    after, added = _rows(newest, "<="), _rows(newest, ">")
    statements = ["SET LOCAL session_replication_role = replica"]
    for table, _key, columns in _tables():
        laid = [added[table]]
        if after[table] != before[table]:
            statements.append(f"DELETE FROM {table}")
            laid.append(after[table])
        statements += [
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(null::{table}, {rows})"
            for rows in laid
            if rows is not None
        ]
    statements.append("SET LOCAL session_replication_role = origin")
    return result, Kept("; ".join(statements), pickle.dumps(result), timezone.now())


def _lay_down(kept: Kept) -> Any:
    """Triggers and foreign keys rest meanwhile: what triggers wrote is among the rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(kept.statement)
    return pickle.loads(kept.result)


def _count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if not str(sql).startswith(READING):  # some statements come composed
        _test.writes += 1
    return execute(sql, params, many, context)


@cache
def _tables() -> list[tuple[str, str, str]]:
    """(table, its key, its columns) of everything whose rows are numbered."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and isinstance(meta.pk, models.AutoField):
            columns = [f'"{one.column}"' for one in meta.concrete_fields if not one.generated]
            found.append((meta.db_table, meta.pk.column, ", ".join(columns)))
    return found


def _newest() -> list[int]:
    """The highest key of each table."""
    return _asked([f"coalesce(max({key}), 0) FROM {table}" for table, key, _columns in _tables()])


def _rows(newest: list[int], side: str) -> dict[str, str | None]:
    """By table, as a quoted JSON array, the rows whose key is `side` ("<=" or ">") the given one."""
    found = _asked(
        [
            "quote_literal(json_agg(one)::text) FROM "
            f"(SELECT * FROM {table} WHERE {key} {side} {value} ORDER BY {key}) AS one"
            for (table, key, _columns), value in zip(_tables(), newest, strict=True)
        ]
    )
    return {table: rows for (table, _key, _columns), rows in zip(_tables(), found, strict=True)}


def _asked(questions: list[str]) -> list[Any]:
    """The answers to many questions of one value each, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT {one})" for one in questions))
        return list(cursor.fetchone())


@cache
def _may_lay_down() -> bool:
    """Only a superuser may let triggers rest; with any other user every test walks by itself."""
    return bool(_asked(["rolsuper FROM pg_roles WHERE rolname = current_user"])[0])
