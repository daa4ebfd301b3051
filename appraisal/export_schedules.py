"""Berkas berkala: exports that come again each month or quarter, by the rights that their owner has on that day.

A file is made on the first working day of its period: it stays for a day only, and nobody fetches it on a Sunday.
Making it and naming the next day are one transaction under the row's lock, so a period has one file however often
the clock comes by. Months in which the server stood still are not made up for. docs/adr/0031.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import QueryDict

from appraisal import export_job, export_notices
from appraisal.clocks import is_working_day
from appraisal.export_kinds import Asked, Kind, find
from appraisal.export_notices import LOST
from appraisal.models import ExportSchedule, Period
from appraisal.working_days import holidays
from employees.models import Employee, User

MOST = 20  # a person
State, Rhythm = ExportSchedule.State, ExportSchedule.Rhythm
MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3}
RECEIVER_LOST = "Penerimanya tidak lagi boleh membuka berkas ini, jadi berkas tidak dibuat."


def next_after(day: date, rhythm: str) -> date:
    """The first day of the month or quarter after the one in which `day` lies."""
    months = MONTHS[Rhythm(rhythm)]
    begun = (day.month - 1) // months * months + months
    return date(day.year + begun // 12, begun % 12 + 1, 1)


def create(
    kind: Kind,
    asked: Asked,
    *,
    receiver: Employee,
    rhythm: str,
    form: str,
    columns: Collection[str],
    purpose: str,
    today: date,
) -> ExportSchedule:
    """Keep a request for the next periods; the year that was chosen is kept as its distance from this one."""
    return ExportSchedule.objects.create(
        owner=asked.by.employee,
        receiver=receiver,
        kind=kind.key,
        format=form,
        columns=[] if len(columns) == len(kind.columns) else list(columns),
        years_back=today.year - asked.period.year if asked.period else None,
        unit=asked.unit,
        query=asked.query.urlencode(),
        purpose=purpose,
        rhythm=rhythm,
        next_on=next_after(today, rhythm),
    )


def make_due(today: date) -> int:
    """Queue what is due; on a day off nothing. Returns how many files were asked for."""
    if not is_working_day(today, holidays(today, 1)):
        return 0
    due = ExportSchedule.objects.filter(state=State.ACTIVE, next_on__lte=today)
    return sum(_make(pk, today) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _make(pk: int, today: date) -> bool:
    """One file, unless another run was here first, its right is lost, or its year is not prepared yet."""
    due = ExportSchedule.objects.select_for_update().filter(pk=pk, state=State.ACTIVE, next_on__lte=today)
    row = due.first()
    if row is None:
        return False
    if reason := refusal(row):
        export_notices.stop(row, reason)
        return False
    kind, asked = find(row.kind, row.owner.user), asked_by(row, row.owner.user, today)
    if kind is None or asked is None:
        return False
    row.last_job = export_job.request(
        kind, asked, form=row.format, columns=row.columns, purpose=row.purpose, schedule=str(row.uuid)
    )
    row.next_on = next_after(today, row.rhythm)
    row.save(update_fields=["last_job", "next_on"])
    return True


def asked_by(row: ExportSchedule, user: User, today: date) -> Asked | None:
    """What is asked for on a day; None while the year that it follows is not prepared."""
    told = Asked(user, None, row.unit, QueryDict(row.query))
    if row.years_back is None:
        return told
    period = Period.objects.filter(year=today.year - row.years_back).first()
    return replace(told, period=period) if period else None


def refusal(row: ExportSchedule) -> str:
    """Why no file may be made at this moment; "" while it may: the owner's rights, then the receiver's."""
    owner, receiver = _account(row.owner), _account(row.receiver)
    if owner is None or find(row.kind, owner) is None or not Asked(owner, unit=row.unit).units.exists():
        return LOST
    if owner != receiver and not (receiver and receiver.has_perm("employees.administer_agency")):
        return RECEIVER_LOST
    return ""


def _account(person: Employee) -> User | None:
    try:
        return person.user
    except ObjectDoesNotExist:
        return None


def pause(row: ExportSchedule) -> None:
    """Make none until it is taken up again; a stopped one stays stopped and keeps its reason."""
    ExportSchedule.objects.filter(pk=row.pk, state=State.ACTIVE).update(state=State.PAUSED)


def resume(row: ExportSchedule, today: date) -> str:
    """Take it up from the next period on. Returns why not; "" when it runs again."""
    if reason := refusal(row):
        return reason
    resting = ExportSchedule.objects.filter(pk=row.pk).exclude(state=State.ACTIVE)
    resting.update(state=State.ACTIVE, reason="", next_on=next_after(today, row.rhythm))
    return ""
