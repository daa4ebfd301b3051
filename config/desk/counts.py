"""Figures of a period: how many appraisals stand where, and how many of them are late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.models import Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Substr

from appraisal.models import Appraisal, Party, PartyRole, Period
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.stages import LABELS, TONES, late, with_stage
from employees.models import Unit
from employees.models.unit import STEP, UnitQuerySet

STEP_LENGTH = len(STEP.format(0))
WIDTH = 1000  # of a bar, in units of its drawing


@dataclass(frozen=True)
class Segment:
    """One stage of a bar; `x` and `width` are text, so that no language writes them with a comma."""

    stage: str
    label: str
    tone: str
    count: int
    x: str
    width: str


@dataclass
class Tally:
    """Appraisals of a unit (or of everything) by stage. `unit` None: those placed in the unit above itself."""

    unit: Unit | None = None
    stages: dict[str, int] = field(default_factory=dict)
    late_stages: dict[str, int] = field(default_factory=dict)

    @property
    def late(self) -> int:
        return sum(self.late_stages.values())

    @property
    def total(self) -> int:
        return sum(self.stages.values())

    def add(self, stage: str, count: int, late_count: int) -> None:
        self.stages[stage] = self.stages.get(stage, 0) + count
        if late_count:
            self.late_stages[stage] = self.late_stages.get(stage, 0) + late_count

    def segments(self) -> list[Segment]:
        """The bar in the order of the year."""
        found, done = [], 0
        for stage, tone in TONES.items():
            count = self.stages.get(stage, 0)
            if count:
                x = WIDTH * done // self.total
                done += count
                width = WIDTH * done // self.total - x
                found.append(Segment(stage, LABELS[stage], tone, count, str(x), str(width)))
        return found


def appraisals_of(units: UnitQuerySet, period: Period) -> AppraisalQuerySet:
    """Appraisals of a period in these units, with `stage` and `limit`."""
    return with_stage(Appraisal.objects.filter(period=period, unit__in=units))


def without_appraiser(today: date) -> Q:
    """Living appraisals that have nobody in service as appraiser today: the queue 'penilai kosong'."""
    acting = Party.objects.on(today).filter(
        appraisal=OuterRef("pk"), role=PartyRole.APPRAISER, employee__active=True
    )
    return ~Exists(acting) & ~Q(status="CLOSED")


def tally(appraisals: AppraisalQuerySet, today: date) -> Tally:
    """One sum of everything; one query."""
    whole, annotated = Tally(), cast("Any", appraisals).order_by()
    for row in annotated.values("stage").annotate(n=Count("pk"), late_n=Count("pk", filter=late(today))):
        whole.add(row["stage"], row["n"], row["late_n"])
    return whole


def tallies(appraisals: AppraisalQuerySet, base: str, today: date) -> list[Tally]:
    """By unit one step below the path `base`, in the order of the units; two queries."""
    length = len(base) + STEP_LENGTH
    rows = (
        appraisals.order_by()
        .annotate(branch=Substr("unit__path", Value(1), Value(length)))
        .values("branch", "stage")
        .annotate(n=Count("pk"), late_n=Count("pk", filter=late(today)))
    )
    found: dict[str, Tally] = {}
    for row in rows:
        branch = found.setdefault(row["branch"], Tally())
        branch.add(row["stage"], row["n"], row["late_n"])
    for unit in Unit.objects.filter(path__in=found):
        found[unit.path].unit = unit
    return sorted(found.values(), key=lambda one: one.unit.name.casefold() if one.unit else "")


def base_of(paths: Iterable[str]) -> str:
    """The path above which all these paths lie: the unit itself if there is one, '' for several trees."""
    found = sorted(paths)
    if not found:
        return ""
    first, last = found[0], found[-1]
    shared = 0
    while shared < len(first) and first[shared : shared + STEP_LENGTH] == last[shared : shared + STEP_LENGTH]:
        shared += STEP_LENGTH
    return first[:shared]
