"""The yearly report of the whole agency as XLSX and CSV, beside plain COPY of its rows and openpyxl over its cells.

KINERJA_STATEMENT_TIMEOUT=0 python -m benchmarks.exports [PEOPLE]

With KINERJA_MEASURE=1 it measures the configured database as it is, alone.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from django.db import connection
from django.utils import timezone
from openpyxl import Workbook

from appraisal.exports import Report
from appraisal.models import Period
from benchmarks import scratch
from benchmarks.imports import Cost, apart
from config.desk.demo import loading
from employees import jobs
from employees.models import Unit

PEOPLE = 100_000
# What stands in the report, as far as one question without our words can say it.
PLAIN = """
    COPY (
        SELECT e.nip, e.name, p.rank, p.position, p.level, u.name, b.nip, b.name, c.nip, c.name, r.results,
               r.behaviour, v.predicate, v.unit_predicate, v.note, v.signed_at, v.status
        FROM appraisal_appraisal a JOIN employees_employee e ON e.id = a.employee_id
        JOIN employees_unit u ON u.id = a.unit_id
        LEFT JOIN appraisal_party p ON p.appraisal_id = a.id AND p.role = 'APPRAISEE'
        LEFT JOIN appraisal_party b ON b.appraisal_id = a.id AND b.role = 'APPRAISER'
        LEFT JOIN appraisal_party c ON c.appraisal_id = a.id AND c.role = 'REVIEWER'
        LEFT JOIN appraisal_evaluation v ON v.appraisal_id = a.id AND v.window = 'AKHIR'
        LEFT JOIN appraisal_overallrating r ON r.evaluation_id = v.id
        WHERE a.period_id = {period} ORDER BY e.sort_name
    ) TO STDOUT (FORMAT csv)
"""


def main(people: int) -> None:
    there = bool(os.environ.get("KINERJA_MEASURE"))
    with nullcontext() if there else scratch.database(), tempfile.TemporaryDirectory() as folder:
        if not there:
            loading.load("tangsel", employees=people, history=1, today=timezone.localdate())
        period = Period.objects.filter(status=Period.Status.CLOSED).latest("year")
        made = {kind: Path(folder) / f"year.{kind}" for kind in ("csv", "xlsx", "json")}
        copied = Path(folder) / "copied.csv"
        reference = apart(lambda: _copy(period, copied))
        ours = {kind: apart(_writing(period, path)) for kind, path in made.items()}
        with made["csv"].open(encoding="utf-8-sig", newline="") as file:
            rows = sum(1 for _row in csv.reader(file)) - 1
        by_openpyxl = apart(lambda: _openpyxl(made["csv"], Path(folder) / "plain.xlsx"))
        sizes = ", ".join(f"{path.stat().st_size / 1e6:.0f} MB {kind}" for kind, path in made.items())
        print(f"{rows} rows of {period.year}; {sizes}")
        _line("reference: plain COPY of the joined rows", reference, reference, rows)
        _line("reference: openpyxl over the CSV's cells", by_openpyxl, reference, rows)
        for kind, one in ours.items():
            _line(f"the report as {kind.upper()}", one, reference, rows)


def _line(what: str, one: Cost, reference: Cost, rows: int) -> None:
    print(
        f"{what:<44}{one.wall:>7.1f} s{one.cpu:>7.1f} s CPU{rows / one.wall:>8.0f} rows/s"
        f"{one.memory:>6.0f} MB   x {one.wall / reference.wall:.1f}"
    )


def _writing(period: Period, path: Path) -> Callable[[], object]:
    """As the worker does it."""
    return jobs.few_collections()(partial(Report(period, Unit.objects.all()).write, path))


def _copy(period: Period, path: Path) -> None:
    question = PLAIN.format(period=period.pk)
    with connection.cursor() as cursor, path.open("wb") as file, cursor.copy(question) as rows:
        for chunk in rows:
            file.write(chunk)


def _openpyxl(source: Path, path: Path) -> None:
    """Write-only mode, strings as they come: the fastest that openpyxl does."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Laporan")
    with source.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    book.save(path)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
