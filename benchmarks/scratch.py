"""A database that is thrown away, and an agency of any size in it. Every person is invented."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from django.db import connection
from django.test.utils import setup_test_environment, teardown_test_environment

from employees.models import Employee, Placement, Position, Unit

T = TypeVar("T")
UNIT_SIZE = 12


@contextmanager
def database() -> Iterator[None]:
    """A new database beside the configured one, removed at the end."""
    setup_test_environment(debug=False)
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        with connection.cursor() as cursor:  # threads of a site that was served keep theirs for a minute
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def agency(people: int) -> list[Employee]:
    """People in units of twelve below one root; the first of each unit heads it and reports to the first of all."""
    position = Position.objects.create(title="Analis", category=Position.Category.FUNCTIONAL)
    root = Unit.objects.create(name="Pemerintah Kota Ukur")
    units = Unit.objects.bulk_create(
        Unit(name=f"Bidang {number}", parent=root) for number in range(-(-people // UNIT_SIZE))
    )
    Unit.objects.rebuild_paths()
    rows = Employee.objects.bulk_create(
        Employee(
            kind=Employee.Kind.PNS,
            nip=f"19850101201001{number:04d}" if number < 10_000 else f"1985020120100{number:05d}",
            name=f"Pegawai {number}",
            sort_name=f"pegawai {number:06d}",
            rank="III/a",
            email=f"p{number}@contoh.example",
        )
        for number in range(people)
    )
    heads = rows[::UNIT_SIZE]
    for unit, head in zip(units, heads, strict=True):
        unit.head = head
    Unit.objects.bulk_update(units, ["head"])
    Placement.objects.bulk_create(
        Placement(
            employee=person,
            unit=units[number // UNIT_SIZE],
            position=position,
            superior=_superior(number, rows),
            starts_on=date(2020, 1, 1),
        )
        for number, person in enumerate(rows)
    )
    return rows


def _superior(number: int, rows: list[Employee]) -> Employee | None:
    if number == 0:
        return None
    return rows[0] if number % UNIT_SIZE == 0 else rows[number - number % UNIT_SIZE]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of wall time, and what the work returned."""
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result
