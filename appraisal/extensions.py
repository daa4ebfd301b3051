"""More time, given by personnel with a reason: for all of a period, for a subtree of units, or for one person.

Every clock that it reaches is moved under its row's lock and leaves an event; a clock that already ends later stays.
An overdue evaluation whose window is extended goes back to where it was, as long as nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Least
from django.utils import timezone

from appraisal import workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Evaluation,
    EvaluationStatus,
    EvaluationWindow,
    Event,
    Extension,
    Objection,
    Period,
    Report,
    TargetRevision,
)
from appraisal.revision_rows import OPEN
from appraisal.workflow.disputing import RESUME
from employees.dates import dated
from employees.models import Employee, Unit

Clock = Extension.Clock
S = EvaluationStatus
BATCH = 1000
OF_THE_SKP = (Clock.TARGETS, Clock.REVISION)  # clocks of no window
OPEN_STATUSES = (S.OPEN, S.ASSESSED, S.RATED, S.OVERDUE)


@dataclass(frozen=True)
class Scope:
    """Whom an extension reaches: everybody of the period, a unit with all below it, or one appraisal."""

    period: Period
    window: str = ""
    unit: Unit | None = None
    appraisal: Appraisal | None = None

    def appraisals(self) -> QuerySet[Appraisal]:
        rows = Appraisal.objects.alive().filter(period=self.period)
        if self.appraisal is not None:
            return rows.filter(pk=self.appraisal.pk)
        return rows.filter(unit__path__startswith=self.unit.path) if self.unit is not None else rows

    def evaluations(self) -> QuerySet[Evaluation]:
        rows = Evaluation.objects.filter(appraisal__period=self.period)
        if self.appraisal is not None:
            rows = rows.filter(appraisal=self.appraisal)
        elif self.unit is not None:
            rows = rows.filter(appraisal__unit__path__startswith=self.unit.path)
        return rows.filter(window=self.window) if self.window else rows

    @property
    def general(self) -> bool:
        return self.unit is None and self.appraisal is None


# Which field of an evaluation a clock is, and in which statuses it runs.
FIELDS: dict[str, tuple[str, tuple[EvaluationStatus, ...]]] = {
    Clock.SELF: ("self_due_on", (S.OPEN,)),
    Clock.WINDOW: ("ends_on", OPEN_STATUSES),
    Clock.CONCLUDE: ("conclude_due_on", (S.OVERDUE,)),
    Clock.REPLY: ("reply_due_on", (S.DELIVERED,)),
    Clock.DECIDE: ("decide_due_on", (S.DISPUTED,)),
}


def refusal(scope: Scope, clock: str, until: date, by: Employee) -> str:
    """Why this extension is not given; "" means it may be."""
    if until < timezone.localdate():
        return "Tenggat baru tidak boleh di masa lalu."
    if scope.period.status == Period.Status.CLOSED:
        return f"Periode {scope.period.year} sudah ditutup."
    if clock not in OF_THE_SKP and not scope.window:
        return "Pilih evaluasi yang tenggatnya diperpanjang."
    return _outside(scope, by)


def _outside(scope: Scope, by: Employee) -> str:
    """Personnel act where they do personnel work, and never for themselves."""
    if scope.appraisal is not None and scope.appraisal.employee_id == by.pk:
        return "Perpanjangan untuk kinerja Anda sendiri diberikan oleh pengelola kepegawaian lain."
    unit = scope.appraisal.unit_id if scope.appraisal else scope.unit.pk if scope.unit else None
    if unit is None:
        whole = by.user.has_perm("employees.administer_agency")
        return "" if whole else "Perpanjangan untuk seluruh instansi hanya oleh admin kepegawaian instansi."
    inside = by.user.administered_units().filter(pk=unit).exists()
    return "" if inside else "Unit ini di luar wilayah kerja Anda."


@transaction.atomic
def extend(scope: Scope, clock: str, until: date, *, reason: str, by: Employee) -> Extension:
    """Give more time.

    Raises:
        workflow.Refused: with the sentence for the user; nothing was written.
    """
    if not reason.strip():
        raise workflow.Refused("Tulis alasan perpanjangannya dahulu.")
    if why := refusal(scope, clock, until, by):
        raise workflow.Refused(why)
    given = Extension.objects.create(
        period=scope.period,
        window=scope.window,
        clock=clock,
        unit=scope.unit,
        appraisal=scope.appraisal,
        until=until,
        reason=reason.strip(),
        given_by=by,
        given_at=timezone.now(),
    )
    given.reached = MOVERS.get(clock, _evaluations)(scope, given)
    given.save(update_fields=["reached"])
    return given


# Every mover reads and locks its rows, writes them and their events in bulk: an agency has thousands.
def _targets(scope: Scope, given: Extension) -> int:
    planned = (AppraisalStatus.PLANNING, AppraisalStatus.PROPOSED)
    rows = scope.appraisals().filter(status__in=planned, targets_due_on__lt=given.until)
    moved = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    Appraisal.objects.filter(pk__in=[row.pk for row in moved]).update(targets_due_on=given.until)
    _note(given, [(row, None, row.targets_due_on) for row in moved])
    if scope.general:
        Period.objects.filter(pk=scope.period.pk, targets_due_on__lt=given.until).update(
            targets_due_on=given.until
        )
    return len(moved)


def _revisions(scope: Scope, given: Extension) -> int:
    """Open changes of the SKP; the appraisal is locked first, as the doors of a revision do."""
    due = TargetRevision.objects.filter(status__in=OPEN, due_on__lt=given.until)
    rows = scope.appraisals().filter(pk__in=due.values("appraisal"))
    locked = {row.pk: row for row in rows.select_for_update(of=("self",), no_key=True).order_by("pk")}
    moved = list(due.filter(appraisal__in=locked))
    TargetRevision.objects.filter(pk__in=[row.pk for row in moved]).update(due_on=given.until)
    _note(given, [(locked[row.appraisal_id], None, row.due_on) for row in moved if row.due_on])
    return len(moved)


def _evaluations(scope: Scope, given: Extension) -> int:
    field, statuses = FIELDS[given.clock]
    rows = scope.evaluations().filter(Q(**{f"{field}__lt": given.until}), status__in=statuses)
    locked = rows.select_for_update(of=("self",), no_key=True).select_related("appraisal__period")
    moved = list(locked.order_by("pk"))
    chosen = Evaluation.objects.filter(pk__in=[row.pk for row in moved])
    # A self-assessment is never due after its window ends.
    chosen.update(
        **{field: Least(Value(given.until), F("ends_on")) if field == "self_due_on" else given.until}
    )
    _note(given, [(row.appraisal, row, getattr(row, field)) for row in moved])
    if given.clock == Clock.WINDOW:
        for row in chosen.filter(status=S.OVERDUE).select_related("appraisal__period"):
            _resume(row, given)
    if scope.general:
        _windows(scope, given)
    return len(moved)


def _resume(row: Evaluation, given: Extension) -> None:
    """Back to where it was; concluded by the reviewer before and retracted, it stays with him."""
    action = RESUME[row.overdue_from]
    if not workflow.refusal(row, action, given.given_by):
        workflow.perform(row, action, by=given.given_by, note=given.reason)


def own_still_overdue(scope: Scope, by: Employee) -> bool:
    """Whether an evaluation of the officer himself could go back now: that is for a colleague to do."""
    own = scope.evaluations().filter(appraisal__employee=by, status=S.OVERDUE)
    return own.filter(ends_on__gte=timezone.localdate()).exists()


def _windows(scope: Scope, given: Extension) -> None:
    """Whoever comes into the window later gets the new dates too."""
    window = EvaluationWindow.objects.filter(period=scope.period, code=given.window)
    if given.clock == Clock.WINDOW:
        window.filter(ends_on__lt=given.until).update(ends_on=given.until)
    elif given.clock == Clock.SELF:
        window.filter(self_due_on__lt=given.until, ends_on__gte=given.until).update(self_due_on=given.until)


def _explanations(scope: Scope, given: Extension) -> int:
    rows = Objection.objects.filter(
        evaluation__in=scope.evaluations().filter(status=S.DISPUTED),
        withdrawn_at__isnull=True,
        decision="",
        explain_due_on__lt=given.until,
    )
    moved = list(rows.select_related("evaluation__appraisal__period"))
    rows.update(explain_due_on=given.until)
    _note(given, [(row.evaluation.appraisal, row.evaluation, row.explain_due_on) for row in moved])
    return len(moved)


def _reports(scope: Scope, given: Extension) -> int:
    rows = Report.objects.filter(
        evaluation__in=scope.evaluations(), sent_at__isnull=True, due_on__lt=given.until
    )
    moved = list(rows.select_related("evaluation__appraisal"))
    rows.update(due_on=given.until)
    _note(given, [(row.evaluation.appraisal, row.evaluation, row.due_on) for row in moved])
    return len(moved)


MOVERS: dict[str, Callable[[Scope, Extension], int]] = {
    Clock.TARGETS: _targets,
    Clock.REVISION: _revisions,
    Clock.EXPLAIN: _explanations,
    Clock.REPORT: _reports,
}


def _note(given: Extension, moved: Iterable[tuple[Appraisal, Evaluation | None, date]]) -> None:
    """One event a clock, with the day before and after."""
    Event.objects.bulk_create(
        [
            Event(
                appraisal=appraisal,
                evaluation=evaluation,
                action="extend",
                label=f"Tenggat diperpanjang: {given.get_clock_display()}",
                actor=given.given_by,
                actor_name=given.given_by.full_name,
                from_status=(evaluation or appraisal).status,
                to_status=(evaluation or appraisal).status,
                note=f"Semula {dated(before)}, menjadi {dated(given.until)}. {given.reason}",
            )
            for appraisal, evaluation, before in moved
        ],
        batch_size=BATCH,
    )
