"""What happened to somebody's training, in the history of their year and in their inbox."""

from __future__ import annotations

from appraisal.models import Appraisal, Event
from employees.models import Employee
from employees.notifications import notify
from training import reach


def record(employee: Employee, action: str, label: str, *, by: Employee, note: str = "") -> None:
    """A line in the history of the person's present year; without any year there is no history to write to."""
    row: Appraisal | None = reach.current().filter(employee=employee).first()
    if row is None:
        return
    Event.objects.create(
        appraisal=row,
        action=action,
        label=label,
        actor=by,
        actor_name=by.full_name,
        from_status=row.status,
        to_status=row.status,
        note=note,
    )


def tell(
    employee: Employee | None, *, by: Employee, key: str, title: str, body: str = "", url: str = ""
) -> None:
    """A line in the inbox; nobody is told what they did themselves. Mail names no person."""
    if employee is None or employee.pk == by.pk:
        return
    notify(employee, key=key, title=title, body=body, url=url, subject="Kabar tentang pelatihan")
