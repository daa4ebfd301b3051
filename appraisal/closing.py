"""Closing a period: refused while an evaluation is neither final nor void; what is open is listed by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from appraisal import workflow
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


@transaction.atomic
def close(period: Period, *, by: Employee, reason: str = "") -> int:
    """Close the year for everybody. Returns how many appraisals were closed.

    Raises:
        workflow.Refused: something is still open, or the period does not run.
    """
    row = Period.objects.select_for_update().get(pk=period.pk)
    if row.status != Period.Status.OPEN:
        raise workflow.Refused(f"Periode {row.year} tidak sedang berjalan.")
    if timezone.localdate() <= row.ends_on:
        raise workflow.Refused(f"Periode {row.year} ditutup setelah {dated(row.ends_on)}.")
    if count := still_open(row).count():
        raise workflow.Refused(f"{count} evaluasi belum final. Selesaikan atau gugurkan dahulu.")
    appraisals = list(
        Appraisal.objects.alive().filter(period=row).select_for_update(of=("self",), no_key=True)
    )
    Event.objects.bulk_create(
        Event(
            appraisal=appraisal,
            action="close_period",
            label=f"Periode {row.year} ditutup",
            actor=by,
            actor_name=by.full_name,
            from_status=appraisal.status,
            to_status=AppraisalStatus.CLOSED,
            note=reason,
        )
        for appraisal in appraisals
    )
    Appraisal.objects.filter(pk__in=[one.pk for one in appraisals]).update(
        status=AppraisalStatus.CLOSED, closed_reason=ClosedReason.PERIOD_CLOSED, closed_on=row.ends_on
    )
    row.status, row.closed_at, row.closed_by = Period.Status.CLOSED, timezone.now(), by
    row.save(update_fields=["status", "closed_at", "closed_by"])
    return len(appraisals)
