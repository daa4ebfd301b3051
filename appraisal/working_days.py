"""Limits in working days with the holidays that personnel keeps; a person's own clocks rest while they are on leave.

`appraisal.clocks` is the arithmetic; here it meets the calendar. Days are the agency's (WIB, WITA or WIT: the
setting KINERJA_TIME_ZONE).
"""

from __future__ import annotations

from datetime import date, timedelta

from appraisal.clocks import deadline
from employees.models import Holiday, Leave

SPARE_DAYS = 30  # holidays looked up beyond three calendar days a working day


def working_day(event_day: date, days: int) -> date:
    """The last day of a limit of so many working days after an event."""
    return deadline(event_day, days, holidays(event_day, days))


def own_working_day(employee_id: int, event_day: date, days: int) -> date:
    """The same for a limit of the employee's own: days of leave do not count (product.md, 'The year')."""
    away = days_of_leave(employee_id, event_day)
    horizon = days + len(away)
    return deadline(event_day, days, holidays(event_day, horizon) | away)


def holidays(event_day: date, days: int) -> set[date]:
    horizon = event_day + timedelta(days=days * 3 + SPARE_DAYS)
    return set(Holiday.objects.filter(day__range=(event_day, horizon)).values_list("day", flat=True))


def days_of_leave(employee_id: int, since: date) -> set[date]:
    """Every calendar day of recorded leave after a day."""
    found: set[date] = set()
    for leave in Leave.objects.filter(employee=employee_id, ends_on__gte=since):
        first = max(leave.starts_on, since)
        found |= {first + timedelta(days=n) for n in range((leave.ends_on - first).days + 1)}
    return found
