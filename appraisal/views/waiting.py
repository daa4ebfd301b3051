"""From one person to the next among those whose rating waits for the appraiser; a team may have eighty."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from appraisal import workflow
from appraisal.models import Evaluation, EvaluationStatus
from employees.models import Employee


@dataclass(frozen=True)
class Neighbour:
    name: str
    url: str


@dataclass(frozen=True)
class Queue:
    """Where a person stands among those who wait. `place` is 0 for somebody who does not wait any more."""

    place: int
    total: int
    before: Neighbour | None
    after: Neighbour | None


def queue(evaluation: Evaluation, employee: Employee) -> Queue:
    """Those who wait for `employee` in the same period and window, by name; one query for a team of any size.

    For somebody who does not wait any more `after` is the next by name, or the first.
    """
    rows = _waiting(evaluation, employee)
    here = next((index for index, row in enumerate(rows) if row[0] == evaluation.pk), None)
    if here is None:
        mine = evaluation.appraisal.employee.sort_name
        later = next((row for row in rows if row[2] > mine), None)
        return Queue(0, len(rows), None, _neighbour(evaluation, later or next(iter(rows), None)))
    before = rows[here - 1] if here > 0 else None
    after = rows[here + 1] if here + 1 < len(rows) else None
    return Queue(here + 1, len(rows), _neighbour(evaluation, before), _neighbour(evaluation, after))


def _waiting(evaluation: Evaluation, employee: Employee) -> list[tuple[int, object, str, str]]:
    waiting = workflow.waiting_evaluations(employee).filter(
        status=EvaluationStatus.ASSESSED,
        window=evaluation.window,
        appraisal__period=evaluation.appraisal.period_id,
    )
    return list(
        waiting.order_by("appraisal__employee__sort_name", "pk").values_list(
            "pk", "appraisal__uuid", "appraisal__employee__sort_name", "appraisal__employee__name"
        )
    )


def _neighbour(evaluation: Evaluation, row: tuple[int, object, str, str] | None) -> Neighbour | None:
    if row is None:
        return None
    return Neighbour(row[3], reverse("rating", args=[row[1], evaluation.window]))
