"""Absences: recorded leave joined where one follows the other, and whether there is an SKP meanwhile.

None over a year, and none while unpaid (PermenPANRB 6/2022, text lines 2691-2703; product.md, 'The year').
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from employees.models import Leave

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Absence:
    """Leave without a gap, however many rows recorded it; both days count."""

    starts_on: date
    ends_on: date
    unpaid: bool

    @property
    def stops_the_year(self) -> bool:
        """Over a year, or unpaid: no SKP while it lasts."""
        return self.unpaid or self.ends_on >= _a_year_after(self.starts_on)

    @property
    def sentence(self) -> str:
        kind = "Cuti di luar tanggungan negara" if self.unpaid else "Cuti lebih dari setahun"
        return f"{kind} sampai {date_format(self.ends_on, 'j F Y')}: SKP dibuat setelah kembali bertugas."


def _a_year_after(day: date) -> date:
    """The same day next year; leave that reaches it has lasted longer than a year."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)


def absences(rows: Iterable[Leave]) -> list[Absence]:
    """Rows of one person joined where one follows the other without a gap."""
    found: list[Absence] = []
    for leave in sorted(rows, key=lambda one: one.starts_on):
        unpaid = leave.kind == Leave.Kind.UNPAID
        last = found[-1] if found else None
        if last is not None and last.unpaid == unpaid and leave.starts_on <= last.ends_on + ONE_DAY:
            found[-1] = Absence(last.starts_on, max(last.ends_on, leave.ends_on), unpaid)
        else:
            found.append(Absence(leave.starts_on, leave.ends_on, unpaid))
    return found


def stopping(start: date, end: date) -> dict[int, list[Absence]]:
    """By person, the absences touching these days for which there is no SKP; one query."""
    touched = Leave.objects.touching(start, end).values("employee")
    by_person: dict[int, list[Leave]] = defaultdict(list)
    for leave in Leave.objects.filter(employee__in=touched):
        by_person[leave.employee_id].append(leave)
    found = {
        person: [
            one
            for one in absences(rows)
            if one.stops_the_year and one.starts_on <= end and one.ends_on >= start
        ]
        for person, rows in by_person.items()
    }
    return {person: rows for person, rows in found.items() if rows}
