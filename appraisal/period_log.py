"""The history of a year as a whole, in sentences: what personnel did to it, and why."""

from __future__ import annotations

from appraisal.models import Period, PeriodEvent
from employees.models import Employee


def record(period: Period, label: str, *, by: Employee | None, note: str = "") -> None:
    """Append a line; `by` is None for what the system did."""
    PeriodEvent.objects.create(
        period=period, label=label, actor=by, actor_name=by.full_name if by else "", note=note
    )
