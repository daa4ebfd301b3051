"""Leave suspends the employee's own clocks: the self-assessment, the answer to a delivered result.

Nobody else's clock moves, and the window never does. Called when leave is recorded and by the beat; running it
again changes nothing, and it never takes away days that personnel gave. A row that somebody holds is left for the
next run, so that one page that saves never stops the beat for everybody.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from appraisal.clocks import deadline, working_days_between
from appraisal.models import Evaluation, EvaluationStatus, EvaluationWindow, Event
from appraisal.workflow.signing import reply_days
from appraisal.working_days import days_of_leave, holidays, own_working_day
from employees.dates import dated
from employees.models import Employee, Leave

OWN = (EvaluationStatus.OPEN, EvaluationStatus.DELIVERED)


def apply(employee: Employee) -> int:
    """Move the own clocks of this person's evaluations by the leave on record. Returns how many moved."""
    rows = Evaluation.objects.filter(appraisal__employee=employee, status__in=OWN)
    return sum(_apply(evaluation.pk) for evaluation in rows)


def apply_to_all(today: date) -> int:
    """The same for everybody with leave that is not over, for windows that opened meanwhile."""
    away = Leave.objects.filter(ends_on__gte=today).values("employee")
    rows = Evaluation.objects.filter(appraisal__employee__in=away, status__in=OWN)
    return sum(_apply(pk) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _apply(pk: int) -> bool:
    rows = Evaluation.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    row = rows.select_related("appraisal__period").filter(pk=pk, status__in=OWN).first()
    if row is None:
        return False
    field, day = (
        ("self_due_on", _self_due(row)) if row.status == OWN[0] else ("reply_due_on", _reply_due(row))
    )
    current = getattr(row, field)
    if day is None or current is None or day <= current:
        return False
    setattr(row, field, day)
    row.save(update_fields=[field])
    Event.objects.create(
        appraisal=row.appraisal,
        evaluation=row,
        action="suspend",
        label="Tenggat pegawai bergeser karena cuti",
        from_status=row.status,
        to_status=row.status,
        note=f"Tenggat semula {dated(current)}, menjadi {dated(day)}.",
    )
    return True


def _self_due(row: Evaluation) -> date | None:
    """As many working days as everybody has, less the leave; never past the window."""
    window = EvaluationWindow.objects.filter(period=row.appraisal.period, code=row.window).first()
    away = days_of_leave(row.appraisal.employee_id, row.opens_on)
    if window is None or not away:
        return None
    closed = holidays(row.opens_on, (row.ends_on - row.opens_on).days + len(away))
    days = working_days_between(row.opens_on, window.self_due_on, closed)
    return min(deadline(row.opens_on, days, closed | away), row.ends_on)


def _reply_due(row: Evaluation) -> date | None:
    if row.received_at is None:
        return None
    received = timezone.localdate(row.received_at)
    return own_working_day(row.appraisal.employee_id, received, reply_days(row))
