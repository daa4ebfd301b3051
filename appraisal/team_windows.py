"""The windows in which somebody has people to evaluate, for the entries on the page of the team."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from appraisal.models import Evaluation, PartyRole, Period, WindowCode
from appraisal.models import EvaluationStatus as S
from appraisal.standing import evaluations_of
from employees.models import Employee


@dataclass(frozen=True)
class Waiting:
    """A window in which somebody has people, for the entries on the team page."""

    year: int
    code: WindowCode
    people: int
    assessed: int
    rated: int

    def __str__(self) -> str:
        return f"{self.code.label} {self.year}"


@dataclass(frozen=True)
class Windows:
    """Those in which somebody's people wait for him, and those in which nobody does."""

    busy: list[Waiting]
    quiet: list[Waiting]

    def __bool__(self) -> bool:
        return bool(self.busy or self.quiet)


def windows(principal: Employee) -> Windows:
    """The windows in which this person has people, newest first; one query."""
    rows = (
        Evaluation.objects.filter(evaluations_of(principal, PartyRole.APPRAISER, timezone.localdate()))
        .exclude(status=S.VOID)
        .exclude(appraisal__period__status=Period.Status.CLOSED)
        .order_by()
        .values("appraisal__period__year", "window")
        .annotate(
            people=Count("pk"),
            assessed=Count("pk", filter=Q(status=S.ASSESSED)),
            rated=Count("pk", filter=Q(status=S.RATED)),
        )
    )
    order = list(WindowCode)
    found = [
        Waiting(
            row["appraisal__period__year"],
            WindowCode(row["window"]),
            row["people"],
            row["assessed"],
            row["rated"],
        )
        for row in rows
    ]
    found.sort(key=lambda one: (-one.year, -order.index(one.code)))
    busy = [one for one in found if one.assessed or one.rated]
    return Windows(busy, [one for one in found if one not in busy])
