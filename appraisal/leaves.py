"""Leave and the SKP: under a year the same SKP goes on; over a year, or unpaid, there is none meanwhile.

Lines 2691-2703 (unpaid leave) and product.md: the appraisal closes the day before, none is opened while somebody
is away, and the next begins with the return. Leave suspends only the person's own clocks (`working_days`).
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from appraisal import planned, suspension
from appraisal.models import Appraisal, ClosedReason
from appraisal.parties import first_day
from appraisal.workflow import Refused
from employees.absences import absences
from employees.models import Employee, Leave
from employees.notifications import notify


@transaction.atomic
def record(leave: Leave, *, by: Employee) -> list[Appraisal]:
    """Keep a leave; one that stops the year closes the appraisals it reaches, now or when it begins.

    Returns the appraisals that are, or will be, closed.

    Raises:
        Refused: these days are recorded already, or it is one's own leave.
    """
    person = Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=leave.employee_id)
    if person.pk == by.pk:
        raise Refused("Cuti Anda sendiri dicatat oleh pengelola kepegawaian lain.")
    earlier = Leave.objects.touching(leave.starts_on, leave.ends_on).filter(employee=person)
    if overlap := earlier.exclude(pk=leave.pk).first():
        span = f"{date_format(overlap.starts_on, 'j F Y')} sampai {date_format(overlap.ends_on, 'j F Y')}"
        raise Refused(f"Sudah tercatat {overlap.get_kind_display().lower()} {span}.")
    leave.recorded_by = by
    leave.save()
    notify(
        person,
        key=f"leave:{leave.uuid}:{leave.ends_on:%Y%m%d}",
        title=f"{leave.get_kind_display()} Anda dicatat",
        body=f"{date_format(leave.starts_on, 'j F Y')} sampai {date_format(leave.ends_on, 'j F Y')}.",
        mail=False,
    )
    suspension.apply(person)
    return _close(person, leave, by)


def _close(person: Employee, leave: Leave, by: Employee) -> list[Appraisal]:
    whole = next(
        one
        for one in absences(Leave.objects.filter(employee=person))
        if one.starts_on <= leave.starts_on and one.ends_on >= leave.ends_on
    )
    if not whole.stops_the_year:
        return []
    reason = ClosedReason.EXEMPT if whole.unpaid else ClosedReason.LONG_LEAVE
    closed = []
    rows = Appraisal.objects.alive().filter(employee=person).select_related("period", "employee")
    for appraisal in rows.filter(period__starts_on__lte=whole.ends_on, period__ends_on__gte=whole.starts_on):
        begins = first_day(appraisal)
        if begins > whole.ends_on:
            continue
        planned.close(appraisal, reason, on=max(whole.starts_on, begins), note=whole.sentence, by=by)
        closed.append(appraisal)
    return closed


@transaction.atomic
def end(leave: Leave, *, ends_on: date, by: Employee) -> Leave:
    """Somebody comes back on another day than recorded.

    Raises:
        Refused: the day lies before the leave begins, or it is one's own leave.
    """
    row = Leave.objects.select_for_update(of=("self",)).get(pk=leave.pk)
    if ends_on < row.starts_on:
        raise Refused("Hari terakhir cuti mendahului hari pertamanya: hapus catatannya bila cutinya batal.")
    row.ends_on = ends_on
    record(row, by=by)
    return row


@transaction.atomic
def remove(leave: Leave, *, by: Employee) -> None:
    """A leave recorded by mistake; what it closed stays closed, what it planned is cancelled.

    Raises:
        Refused: it is one's own leave.
    """
    if leave.employee_id == by.pk:
        raise Refused("Cuti Anda sendiri dicatat oleh pengelola kepegawaian lain.")
    rows = planned.waiting().filter(
        appraisal__employee=leave.employee_id,
        closed_reason__in=[ClosedReason.LONG_LEAVE, ClosedReason.EXEMPT],
        on_day__gte=leave.starts_on,
        on_day__gt=timezone.localdate(),
    )
    for plan in rows:
        planned.cancel(plan, by=by)
    leave.delete()
