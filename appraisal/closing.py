"""Closing a period: refused while an evaluation is neither final nor void; what is open is listed by name.

A closed one may be opened anew: appraisals that ended with the period go back to where they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from appraisal import period_log, workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    Event,
    Period,
)
from employees.dates import dated
from employees.models import Employee

DONE = (EvaluationStatus.FINAL, EvaluationStatus.VOID)
BATCH = 1000
CLOSE, REOPEN = "close_period", "reopen_period"


def still_open(period: Period) -> QuerySet[Evaluation]:
    """What keeps the period from being closed, by name."""
    rows = Evaluation.objects.filter(appraisal__period=period).exclude(status__in=DONE)
    return rows.select_related("appraisal__employee", "appraisal__unit", "appraisal__period").order_by(
        "appraisal__employee__sort_name", "pk"
    )


def void(evaluations: Iterable[Evaluation], *, by: Employee, reason: str) -> dict[Evaluation, str]:
    """Void chosen ones with one reason. Returns what was refused, and why; the others are done."""
    refused: dict[Evaluation, str] = {}
    for evaluation in evaluations:
        try:
            workflow.perform(evaluation, "void", by=by, note=reason)
        except workflow.Refused as why:
            refused[evaluation] = str(why)
    return refused


def check_close(period: Period) -> None:
    """Raises workflow.Refused: something is still open, or the period does not run."""
    if period.status != Period.Status.OPEN:
        raise workflow.Refused(f"Periode {period.year} tidak sedang berjalan.")
    if timezone.localdate() <= period.ends_on:
        raise workflow.Refused(f"Periode {period.year} ditutup setelah {dated(period.ends_on)}.")
    if count := still_open(period).count():
        raise workflow.Refused(f"{count} evaluasi belum final. Selesaikan atau gugurkan dahulu.")


def check_reopen(period: Period) -> None:
    """Raises workflow.Refused: the period is not closed."""
    if period.status != Period.Status.CLOSED:
        raise workflow.Refused(f"Periode {period.year} tidak sedang tertutup.")


def _batched(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


@transaction.atomic
def close(period: Period, *, by: Employee, reason: str) -> int:
    """Close the year for everybody. Returns how many appraisals were closed.

    Raises:
        workflow.Refused: as `check_close` says.
    """
    row = Period.objects.select_for_update().get(pk=period.pk)
    check_close(row)
    appraisals = list(
        Appraisal.objects.alive().filter(period=row).select_for_update(of=("self",), no_key=True)
    )
    label = f"Periode {row.year} ditutup"
    Event.objects.bulk_create(
        (
            _event(one, label, (CLOSE, one.status, AppraisalStatus.CLOSED), by=by, note=reason)
            for one in appraisals
        ),
        batch_size=BATCH,
    )
    for some in _batched([one.pk for one in appraisals]):
        Appraisal.objects.filter(pk__in=some).update(
            status=AppraisalStatus.CLOSED, closed_reason=ClosedReason.PERIOD_CLOSED, closed_on=row.ends_on
        )
    row.status, row.closed_at, row.closed_by = Period.Status.CLOSED, timezone.now(), by
    row.save(update_fields=["status", "closed_at", "closed_by"])
    period_log.record(row, f"Periode ditutup: {len(appraisals)} kinerja", by=by, note=reason)
    return len(appraisals)


@transaction.atomic
def reopen(period: Period, *, by: Employee, reason: str) -> int:
    """Undo the closing, so that personnel can put right what came to light. Returns how many appraisals live again.

    Raises:
        workflow.Refused: as `check_reopen` says.
    """
    row = Period.objects.select_for_update().get(pk=period.pk)
    check_reopen(row)
    closings = Event.objects.filter(appraisal=OuterRef("pk"), action=CLOSE).order_by("-pk")
    appraisals = list(
        Appraisal.objects.filter(period=row, closed_reason=ClosedReason.PERIOD_CLOSED)
        .annotate(status_before=Subquery(closings.values("from_status")[:1]))
        .select_for_update(of=("self",), no_key=True)
    )
    label = f"Periode {row.year} dibuka kembali"
    Event.objects.bulk_create(
        (
            _event(one, label, (REOPEN, AppraisalStatus.CLOSED, _before(one)), by=by, note=reason)
            for one in appraisals
        ),
        batch_size=BATCH,
    )
    before: dict[str, list[int]] = defaultdict(list)
    for one in appraisals:
        before[_before(one)].append(one.pk)
    for status, keys in before.items():
        for some in _batched(keys):
            Appraisal.objects.filter(pk__in=some).update(status=status, closed_reason="", closed_on=None)
    row.status, row.closed_at, row.closed_by = Period.Status.OPEN, None, None
    row.save(update_fields=["status", "closed_at", "closed_by"])
    period_log.record(row, f"Periode dibuka kembali: {len(appraisals)} kinerja", by=by, note=reason)
    return len(appraisals)


def _before(appraisal: Any) -> str:
    """Where it stood when the period was closed; years that were loaded as closed were being carried out."""
    return appraisal.status_before or AppraisalStatus.RUNNING


def _event(appraisal: Appraisal, label: str, step: tuple[str, str, str], *, by: Employee, note: str) -> Event:
    """One line of history; `step` is the action with the status before and after."""
    action, before, after = step
    return Event(
        appraisal=appraisal,
        action=action,
        label=label,
        actor=by,
        actor_name=by.full_name,
        from_status=before,
        to_status=after,
        note=note,
    )
