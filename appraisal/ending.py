"""Closing an appraisal before its year is over: retirement, death, leaving, no SKP any longer, long leave, a move.

What was signed runs on to its end with its own parties, so the rows of the parties stay open; what was not signed
is void and stays readable. Nobody closed is late or reminded (product.md, 'The year').
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    Event,
    PartyRole,
    TargetRevision,
)
from appraisal.models.evaluation import UNSIGNED
from appraisal.parties import first_day
from appraisal.revision_rows import OPEN
from appraisal.workflow import Act, Actor, Refused, holds
from appraisal.workflow.doors import locked
from employees.models import Employee
from employees.notifications import Line, notify_all

ONE_DAY = timedelta(days=1)
LAPSED = "Evaluasi gugur karena kinerja ditutup"
# What personnel may close an appraisal for by hand; moves and leave have pages of their own.
BY_HAND = (ClosedReason.RETIRED, ClosedReason.DIED, ClosedReason.LEFT, ClosedReason.EXEMPT)
TOLD = (PartyRole.APPRAISEE, PartyRole.APPRAISER, PartyRole.REVIEWER)


def refusal(appraisal: Appraisal, on: date, by: Employee | None) -> str:
    """Why it may not be closed from a day on; "" means it may. `by` None: the day of a plan, or a recorded leave."""
    if by is not None and not holds(appraisal, Actor.PERSONNEL, Act.asked(by)):
        return "Kinerja ini hanya dapat ditutup oleh pengelola kepegawaian unitnya, bukan oleh pegawainya sendiri."
    if appraisal.status == AppraisalStatus.CLOSED:
        return "Kinerja ini sudah ditutup."
    first = first_day(appraisal)
    if on < first:
        return f"Kinerja ini berlaku sejak {date_format(first, 'j F Y')}: pilih tanggal itu atau sesudahnya."
    period = appraisal.period
    if on > period.ends_on:
        return (
            f"Yang berlaku sesudah {date_format(period.ends_on, 'j F Y')} tidak mengubah kinerja {period.year}: "
            "evaluasinya tetap diselesaikan."
        )
    return ""


@transaction.atomic
def close(appraisal: Appraisal, reason: ClosedReason, *, on: date, note: str, by: Employee | None) -> Event:
    """Close from a day on: the day before is the last that counts.

    Raises:
        Refused: with the sentence for personnel; nothing was written.
    """
    row = locked(appraisal)
    if why := refusal(row, on, by):
        raise Refused(why)
    if on > timezone.localdate():
        raise Refused("Penutupan ini berlaku pada hari yang belum tiba: catat sebagai rencana.")
    event = shut(row, reason, on=on, act=Act(by, timezone.now(), note.strip()))
    _tell(row, event)
    appraisal.refresh_from_db()
    return event


def shut(row: Appraisal, reason: ClosedReason, *, on: date, act: Act) -> Event:
    """Write the closing of a locked row: status, day and reason; void what is unsigned; end an open revision."""
    before = row.status
    void_unsigned(row, act)
    TargetRevision.objects.filter(appraisal=row, status__in=OPEN).update(
        status=TargetRevision.Status.LAPSED, version=F("version") + 1
    )
    row.status, row.closed_reason = AppraisalStatus.CLOSED, reason
    row.closed_on, row.closed_note = on - ONE_DAY, act.note
    row.save()
    words = f"Berlaku sampai {date_format(row.closed_on, 'j F Y')}."
    return Event.objects.create(
        appraisal=row,
        action="close",
        label=f"Kinerja ditutup: {reason.label.lower()}",
        actor=act.by,
        actor_name=act.by.full_name if act.by else "",
        from_status=before,
        to_status=row.status,
        note=f"{words}\n{act.note}".strip(),
    )


def void_unsigned(row: Appraisal, act: Act) -> None:
    """Unsigned evaluations lapse, each with its line in the history; locked, so that none is signed meanwhile."""
    evaluations = row.evaluations.select_for_update(of=("self",), no_key=True).order_by("pk")
    for evaluation in evaluations:
        if evaluation.status in UNSIGNED:
            void(evaluation, row, act, LAPSED)


def void(evaluation: Evaluation, row: Appraisal, act: Act, label: str) -> None:
    """A locked evaluation lapses; what was written stays readable."""
    before = evaluation.status
    evaluation.status = EvaluationStatus.VOID
    evaluation.rated_at, evaluation.predicate = None, ""
    evaluation.save()
    Event.objects.create(
        appraisal=row,
        evaluation=evaluation,
        action="void",
        label=label,
        actor=act.by,
        actor_name=act.by.full_name if act.by else "",
        from_status=before,
        to_status=evaluation.status,
    )


def _tell(row: Appraisal, event: Event) -> None:
    """The parties who are still in service."""
    parties = row.parties.on(timezone.localdate()).filter(role__in=TOLD, employee__active=True)
    notify_all(
        Line(
            party.employee,
            key=f"event:{event.uuid}",
            title=f"{event.label}: {row.employee.full_name}, {row.period}",
            body=event.note,
            url=row.get_absolute_url(),
            subject=f"{event.label}: {row.period}",
        )
        for party in parties.select_related("employee")
        if party.employee_id != event.actor_id
    )
