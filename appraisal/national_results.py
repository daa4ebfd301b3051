"""Our signed results beside those in e-Kinerja BKN: the same, different, missing here, missing there."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from appraisal.models import Evaluation, NationalResult, Period
from appraisal.models.evaluation import SIGNED
from appraisal.rating import PREDICATE_LABELS, Predicate
from employees.models import Employee, Placement
from employees.models.person import EmployeeQuerySet
from employees.models.unit import UnitQuerySet


class State(models.TextChoices):
    """How the two records of one person compare."""

    DIFFERS = "DIFFERS", "Berbeda"
    MISSING_THERE = "MISSING_THERE", "Belum ada di BKN"
    MISSING_HERE = "MISSING_HERE", "Tidak ada di sini"
    SAME = "SAME", "Sama"


TONES = {
    State.DIFFERS: "attention",
    State.MISSING_THERE: "waiting",
    State.MISSING_HERE: "late",
    State.SAME: "done",
}


def compared(period: Period, window: str, units: UnitQuerySet) -> EmployeeQuerySet:
    """Everybody of these units with a result on either side, with `here`, `there`, `state` and where he belongs."""
    inside = units.order_by().values("pk")
    signed = Evaluation.objects.filter(
        appraisal__employee=OuterRef("pk"), appraisal__period=period, window=window, status__in=SIGNED,
        appraisal__unit__in=inside,
    ).order_by("-pk")  # fmt: skip
    read = NationalResult.objects.filter(employee=OuterRef("pk"), period=period, window=window)
    belongs = Placement.objects.filter(
        employee=OuterRef("pk"), unit__in=inside, kind=Placement.Kind.DEFINITIVE
    )
    post = belongs.order_by("-starts_on")
    rows = Employee.objects.filter(Exists(signed) | (Q(Exists(read)) & Q(Exists(belongs))))
    return rows.annotate(
        here=Subquery(signed.values("predicate")[:1]),
        there=Subquery(read.values("predicate")[:1]),
        read_on=Subquery(read.values("imported_on")[:1]),
        appraisal_uuid=Subquery(signed.values("appraisal__uuid")[:1]),
        unit_name=Subquery(post.values("unit__name")[:1]),
        state=Case(
            When(there__isnull=True, then=Value(State.MISSING_THERE.value)),
            When(here__isnull=True, then=Value(State.MISSING_HERE.value)),
            When(here=F("there"), then=Value(State.SAME.value)),
            default=Value(State.DIFFERS.value),
            output_field=CharField(),
        ),
    )


def counted(rows: QuerySet[Any]) -> list[tuple[State, int]]:
    """How many stand where; one query."""
    found = Counter(dict(rows.order_by().values("state").annotate(n=Count("pk")).values_list("state", "n")))
    return [(state, found[state.value]) for state in State]


def label(predicate: str | None) -> str:
    return PREDICATE_LABELS[Predicate(predicate)] if predicate else "–"
