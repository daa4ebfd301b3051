"""An import of a whole agency from SIASN's files, beside COPY of the rows that it makes.

KINERJA_STATEMENT_TIMEOUT=0 python -m benchmarks.imports [PEOPLE]

With KINERJA_MEASURE=1 it fills the configured database, which must be empty.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

from django.db import connection, connections

from benchmarks import scratch
from employees import imports, tabular
from employees.models import Employee, Placement, Position, Unit
from tests.employees.import_files import PERSON, UNIT

PEOPLE, SECTION, OFFICE = 100_000, 45, 60  # people of a section, sections of an office
DAY, LATER = date(2026, 3, 2), date(2026, 4, 1)


@dataclass(frozen=True)
class Cost:
    """Seconds of wall time and of this process' CPU, and the most memory it held in MB."""

    wall: float
    cpu: float
    memory: float


def main(people: int) -> None:
    files = {name: _file(people, moved=name == "moved") for name in ("first", "moved")}
    units = tabular.write(list(UNIT), [list(row.values()) for row in _units(people)], kind="csv")
    workbook = tabular.write(list(PERSON), _cells(people), kind="xlsx")
    with nullcontext() if os.environ.get("KINERJA_MEASURE") else scratch.database():
        print(
            f"{people} people, {len(files['first']) / 1e6:.0f} MB of CSV, {len(workbook) / 1e6:.0f} MB of XLSX"
        )
        lines = {
            "reading the CSV": apart(lambda: tabular.read(files["first"], "a.csv")),
            "reading the XLSX": apart(lambda: tabular.read(workbook, "a.xlsx")),
            "check, empty agency": apart(lambda: _run(files["first"], units, apply=False)),
            "apply, empty agency": apart(lambda: _run(files["first"], units, apply=True)),
            "apply again, nothing changes": apart(lambda: _run(files["first"], units, apply=True)),
            "everybody's name, rank and unit change": apart(
                lambda: _run(files["moved"], units, apply=True, on=LATER)
            ),
        }
        reference = apart(_copy)
        _line(f"reference: COPY of {people} people with posts", reference, reference)
        for what, one in lines.items():
            _line(what, one, reference)


def _line(what: str, one: Cost, reference: Cost) -> None:
    print(
        f"{what:<46}{one.wall:>7.1f} s{one.cpu:>7.1f} s CPU{one.memory:>7.0f} MB   x {one.wall / reference.wall:.1f}"
    )


def apart(work: Callable[[], object]) -> Cost:
    """What it costs in a process of its own, so that no other work's memory counts."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            begun, begun_cpu = time.perf_counter(), time.process_time()
            work()
            spent = (time.perf_counter() - begun, time.process_time() - begun_cpu)
            os.write(writing, pickle.dumps(spent))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _pid, _status, used = os.wait4(child, 0)
    if not told:
        raise RuntimeError("the work failed")
    wall, cpu = pickle.loads(told)
    return Cost(wall, cpu, used.ru_maxrss / 1024)


def _run(people: bytes, units: bytes, *, apply: bool, on: date = DAY) -> None:
    report = imports.run(
        tabular.read(people, "pegawai.csv"), tabular.read(units, "unor.csv"), as_of=on, apply=apply
    )
    if report.rejected:
        raise RuntimeError(str(report.rejected[0]))


def _file(people: int, *, moved: bool) -> bytes:
    return tabular.write(list(PERSON), _cells(people, moved=moved), kind="csv")


def _cells(people: int, *, moved: bool = False) -> Iterator[list[str]]:
    for number in range(people):
        section = (number // SECTION + moved) % _sections(people)
        cells = {
            "pns_id": f"p{number}",
            "nip_baru": _nip(number),
            "nama": f"Pegawai {number}" + (" Baru" if moved else ""),
            "gol_akhir": "III/b" if moved else "III/a",
            "unor_id": f"s{section}",
        }
        yield list((PERSON | cells).values())


def _units(people: int) -> Iterator[dict[str, str]]:
    """A root, offices, sections whose first one heads them."""
    yield UNIT | {"Id": "root", "NamaUnor": "Pemerintah Kota Ukur"}
    for number in range(-(-_sections(people) // OFFICE)):
        yield UNIT | {
            "Id": f"o{number}",
            "DiatasanId": "root",
            "EselonId": "22",
            "NamaUnor": f"Dinas {number}",
        }
    for number in range(_sections(people)):
        place = {"Id": f"s{number}", "DiatasanId": f"o{number // OFFICE}", "NamaUnor": f"Bidang {number}"}
        yield UNIT | place | {"EselonId": "32", "PemimpinPnsId": f"p{number * SECTION}"}


def _sections(people: int) -> int:
    return -(-people // SECTION)


def _nip(number: int) -> str:
    """Valid and everybody's own: a day of birth of some forty years, then one of a thousand."""
    day = date.fromordinal(date(1970, 1, 1).toordinal() + number // 900)
    return f"{day:%Y%m%d}2010011{number % 900 + 1:03d}"


def _copy() -> None:
    """The rows of people, posts and units once more, with their indexes and rules, and nothing else."""
    with connection.cursor() as cursor:
        for model in (Placement, Employee, Unit, Position):
            table = model._meta.db_table
            cursor.execute(f"CREATE TABLE plain_{table} (LIKE {table} INCLUDING ALL)")
            with cursor.copy(f"COPY {table} TO STDOUT") as out:
                rows = list(out)
            with cursor.copy(f"COPY plain_{table} FROM STDIN") as copied:
                for row in rows:
                    copied.write(row)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
