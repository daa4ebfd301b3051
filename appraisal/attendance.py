"""The attendance recap by CSV: read, checked row by row, compared with what is recorded, written once.

The same file twice changes nothing. It only ever suggests the rating of a local criterion.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from appraisal.models import Appraisal, AttendanceRecap, Period
from employees import tabular
from employees.models import User

COLUMNS = ("nip", "hari_kerja", "hari_hadir", "hari_terlambat")
MOST_ROWS = 20_000
MOST_DAYS = 366


@dataclass(frozen=True)
class RecapRow:
    """One good row; `change` tells what writing it would do."""

    line: int
    employee_id: int
    name: str
    nip: str
    working: int
    present: int
    late: int
    change: str

    @property
    def days(self) -> tuple[int, int, int]:
        return self.working, self.present, self.late


@dataclass(frozen=True)
class Recap:
    """A file that was looked at."""

    rows: list[RecapRow]
    errors: list[tuple[int, str]]

    @property
    def changed(self) -> list[RecapRow]:
        return [row for row in self.rows if row.change != SAME]

    def as_text(self) -> str:
        """The good rows as a table again: what the preview sends back to be written."""
        lines = [[row.nip, *(str(day) for day in row.days)] for row in self.rows]
        return tabular.write(COLUMNS, lines, kind="csv").decode("utf-8-sig")


NEW, CHANGED, SAME = "baru", "berubah", "sama"


def look_at(content: bytes, name: str, *, period: Period, window: str, user: User) -> Recap:
    """Check every row against the people of the period whom this user administers.

    Raises:
        ValueError: it is no table, or columns are missing; the sentence is for the user.
    """
    table = tabular.read(content, name)
    found = {tabular.column_key(column) for column in table.columns}
    if missing := [column for column in COLUMNS[:3] if column not in found]:
        raise ValueError(f"Kolom {', '.join(missing)} tidak ada. Kolom yang dibaca: {', '.join(COLUMNS)}.")
    if len(table.rows) > MOST_ROWS:
        raise ValueError(f"Berkas ini berisi lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas.")
    people = _people(period, user)
    stored = _stored(period, window)
    rows: list[RecapRow] = []
    errors: list[tuple[int, str]] = []
    seen: set[str] = set()
    for record in table.rows:
        nip = "".join(sign for sign in record["nip"] if sign.isdigit())
        problem = _problem(record, nip, people, seen)
        if problem:
            errors.append((record.line, problem))
            continue
        seen.add(nip)
        employee_id, full_name = people[nip]
        days = _days(record)
        before = stored.get(employee_id)
        change = NEW if before is None else SAME if before == days else CHANGED
        rows.append(RecapRow(record.line, employee_id, full_name, nip, *days, change))
    return Recap(rows, errors)


def _people(period: Period, user: User) -> dict[str, tuple[int, str]]:
    rows = Appraisal.objects.filter(period=period).exclude(employee__nip="").select_related("employee")
    if not user.has_perm("employees.administer_agency"):
        rows = rows.filter(unit__in=user.administered_units())
    return {row.employee.nip: (row.employee_id, row.employee.full_name) for row in rows}


def _stored(period: Period, window: str) -> dict[int, tuple[int, int, int]]:
    rows = AttendanceRecap.objects.filter(period=period, window=window)
    return {row.employee_id: (row.working_days, row.present_days, row.late_days) for row in rows}


def _days(record: tabular.Row) -> tuple[int, int, int]:
    working, present, late = (int(record[column].strip() or "0") for column in COLUMNS[1:])
    return working, present, late


def _problem(record: tabular.Row, nip: str, people: dict[str, tuple[int, str]], seen: set[str]) -> str:
    """The first thing to mend in a row; "" when it is good."""
    if misshapen := tabular.misshapen(record):
        return misshapen[0]
    if nip not in people:
        return f"NIP {nip or '(kosong)'} tidak ada pada periode ini, atau di luar unit yang Anda kelola."
    if nip in seen:
        return f"NIP {nip} sudah ada di baris lain berkas ini."
    for column in COLUMNS[1:]:
        text = record[column].strip()
        if column == "hari_terlambat" and not text:
            continue
        if not text.isascii() or not text.isdecimal() or int(text) > MOST_DAYS:
            return f"Kolom {column} harus berisi jumlah hari, 0 sampai {MOST_DAYS}."
    working, present, late = _days(record)
    if not late <= present <= working:
        return (
            "Hari terlambat tidak boleh melebihi hari hadir, dan hari hadir tidak boleh melebihi hari kerja."
        )
    return ""


@transaction.atomic
def write(recap: Recap, *, period: Period, window: str) -> int:
    """Write what is new or different. Returns how many people it concerns."""
    changed = recap.changed
    AttendanceRecap.objects.bulk_create(
        [
            AttendanceRecap(
                period=period,
                window=window,
                employee_id=row.employee_id,
                working_days=row.working,
                present_days=row.present,
                late_days=row.late,
            )
            for row in changed
        ],
        update_conflicts=True,
        unique_fields=["period", "window", "employee"],
        update_fields=["working_days", "present_days", "late_days", "imported_at"],
        batch_size=1000,
    )
    return len(changed)
