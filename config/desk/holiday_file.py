"""Holidays from a table, as the decree of the three ministers is often passed around: all rows or none."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from employees.models import Holiday
from employees.tabular import Faulty, Row, Table, clean, column_key, misshapen
from employees.tabular import day as day_of

NEEDED = ("tanggal", "nama")
LONGEST_NAME = 100
MOST_ROWS = 1000


@transaction.atomic
def run(table: Table) -> tuple[int, int]:
    """Returns how many days are new, and how many got another name; the same file a second time changes nothing.

    Raises:
        Faulty: with what has to be mended; nothing was written then.
    """
    lacking = [name for name in NEEDED if name not in {column_key(column) for column in table.columns}]
    if lacking:
        raise Faulty([f"Berkas {table.name} tidak punya kolom {' dan '.join(lacking)}."])
    if len(table.rows) > MOST_ROWS:
        raise Faulty([f"Berkas berisi lebih dari {MOST_ROWS} baris."])
    findings: list[str] = []
    wanted: dict[date, str] = {}
    for row in table.rows:
        _read(row, wanted, findings)
    if findings:
        raise Faulty(findings)
    return _write(wanted)


def _read(row: Row, wanted: dict[date, str], findings: list[str]) -> None:
    name, wrong = clean(row["nama"]), misshapen(row)
    try:
        day = day_of(row["tanggal"])
    except ValueError as reason:
        wrong.append(str(reason))
    else:
        if day in wanted:
            wrong.append(f"Tanggal {row['tanggal']} tertulis dua kali.")
        wanted[day] = name
    if not name or len(name) > LONGEST_NAME:
        wrong.append(f"Isi nama hari libur, paling panjang {LONGEST_NAME} huruf.")
    findings += [f"Baris {row.line}: {sentence}" for sentence in wrong]


def _write(wanted: dict[date, str]) -> tuple[int, int]:
    known = dict(Holiday.objects.filter(day__in=wanted).values_list("day", "name"))
    rows = [Holiday(day=day, name=name) for day, name in wanted.items() if known.get(day) != name]
    Holiday.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day"], update_fields=["name"], batch_size=MOST_ROWS
    )
    changed = sum(row.day in known for row in rows)
    return len(rows) - changed, changed
