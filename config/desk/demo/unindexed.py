"""Tables without their indexes, references and triggers while millions of rows come, and with all of them afterwards.

PostgreSQL builds an index over finished rows, and checks a reference by one join, far faster than row by row; and it
refuses to put a constraint back that the rows break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Model
from psycopg import sql
from psycopg.sql import Composed, Identifier, Literal

CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u', 'x') ORDER BY contype DESC, 1, 2
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1
"""
# An index is built by one sort in memory, as in a restore of a backup.
BUILDING = "SET LOCAL maintenance_work_mem = '512MB'"


@contextmanager
def unindexed(models: Iterable[type[Model]]) -> Iterator[None]:
    """Inside, nothing but primary keys and the rules of single rows watches these tables. In a transaction only."""
    names = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # what waits for the commit would keep a table as it is
        cursor.execute(BUILDING)
        cursor.execute(CONSTRAINTS, [names])
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, [names])
        indexes = cursor.fetchall()
        for table, name, _definition in constraints:
            cursor.execute(_alter(table, sql.SQL("DROP CONSTRAINT {}").format(Identifier(name))))
        for name, _definition in indexes:
            cursor.execute(sql.SQL("DROP INDEX {}").format(Identifier(name)))
        for table in names:
            cursor.execute(_alter(table, sql.SQL("DISABLE TRIGGER USER").format()))
    yield
    with connection.cursor() as cursor:
        for _name, definition in indexes:
            cursor.execute(definition)
        for (
            table,
            name,
            definition,
        ) in constraints:  # references come last: they are checked by the others' indexes
            cursor.execute(
                _alter(table, sql.SQL("ADD CONSTRAINT {} {}").format(Identifier(name), _as_is(definition)))
            )
        for table in names:
            cursor.execute(_alter(table, sql.SQL("ENABLE TRIGGER USER").format()))


def _alter(table: str, change: Composed) -> Composed:
    return sql.SQL("ALTER TABLE {} {}").format(Identifier(table), change)


def _as_is(definition: str) -> Composed:
    """PostgreSQL's own words about itself."""
    return Composed([sql.SQL(definition)])


def next_numbers(models: Iterable[type[Model]]) -> None:
    """Let each table count on after the highest number that was written by hand."""
    with connection.cursor() as cursor:
        for model in models:
            column = str(model._meta.pk.column)
            cursor.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({table}, {key}), max({column})) FROM {name}"
                ).format(
                    table=Literal(model._meta.db_table),
                    key=Literal(column),
                    column=Identifier(column),
                    name=Identifier(model._meta.db_table),
                )
            )
