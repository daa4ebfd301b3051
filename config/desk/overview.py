"""`/bkd/`: how far the period is, what is late and who can act; and the list of names behind every figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from appraisal import marks
from appraisal.models import Appraisal, EvaluationWindow, Party, PartyRole, Period
from appraisal.models.appraisal import AppraisalQuerySet
from appraisal.stages import APPRAISAL_TURNS, EVALUATION_TURNS, LABELS, TONES, days_left, late
from config.desk import funnel
from config.desk.counts import Tally, appraisals_of, base_of, tallies, without_appraiser
from config.desk.forms import AppraisalFilter
from config.desk.health import background, morning
from employees.desk_access import for_readers, only_leads, read_units
from employees.hints import desk_code
from employees.http import Request, page
from employees.live import live
from employees.models import Employee, Holiday, Unit
from employees.models.unit import UnitQuerySet
from employees.paging import KeyedPaginator

PAGE = 25
HEATS = 4
ORDERS = {
    "name": "employee__sort_name",
    "limit": "limit",
    "unit": "unit__path",
}


@dataclass(frozen=True)
class LateStage:
    """How many are late in a stage, and who can act on it."""

    stage: str
    label: str
    count: int
    who: str


@for_readers
@require_safe
@live(marks.of_agency)
def desk(request: Request) -> HttpResponse:
    """Progress of the period by stage and unit, for the units of this desk."""
    periods = list(Period.objects.all())
    period = chosen(periods, request)
    context: dict[str, Any] = {
        "periods": periods,
        "period": period,
        "background": background(),
        "reminded": morning(),
        "agency": request.user.has_perm("employees.administer_agency"),
        "first_visit": desk_code(request.user),
        "head_only": only_leads(request.user),
    }
    if period is not None:
        context |= progress(request, period)
    return page(request, "desk/overview.html", context)


def progress(request: Request, period: Period) -> dict[str, Any]:
    """The figures of one period below the chosen unit."""
    today, units = timezone.localdate(), read_units(request.user)
    unit = chosen_unit(request.GET.get("unit", ""), units)
    below = units.subtree(unit) if unit else units
    base = unit.path if unit else base_of(below.values_list("path", flat=True))
    rows = appraisals_of(below, period)
    branches = tallies(rows, base, today)
    whole = added(branches)
    return {
        "unit": unit,
        "whole": whole,
        "funnel": funnel.steps(whole),
        "rows": [Branch(branch, whole) for branch in branches],
        "stages": [(stage, LABELS[stage]) for stage in TONES if stage in whole.stages],
        "late_stages": late_stages(whole),
        "vacant": rows.filter(without_appraiser(today)).count(),
        "here": unit or Unit.objects.filter(path=base).first(),
    }


@dataclass(frozen=True)
class Cell:
    """A number of the table; `heat` from 0 to 4 says how much of the unit stands there."""

    stage: str
    label: str
    count: int
    heat: int


@dataclass(frozen=True)
class Branch:
    """A unit's line of the table, with a cell for every stage that anybody is in."""

    tally: Tally
    whole: Tally

    def cells(self) -> list[Cell]:
        return [self._cell(stage) for stage in TONES if stage in self.whole.stages]

    def _cell(self, stage: str) -> Cell:
        count, total = self.tally.stages.get(stage, 0), self.tally.total
        return Cell(stage, LABELS[stage], count, -(-HEATS * count // total) if total else 0)


def added(branches: list[Tally]) -> Tally:
    whole = Tally()
    for branch in branches:
        for stage, count in branch.stages.items():
            whole.add(stage, count, branch.late_stages.get(stage, 0))
    return whole


def late_stages(whole: Tally) -> list[LateStage]:
    """Stages with late people, in the order of the year; counted with everybody's, which is asked once."""
    turns = APPRAISAL_TURNS | EVALUATION_TURNS
    counts = whole.late_stages
    return [
        LateStage(stage, LABELS[stage], counts[stage], PartyRole(turns[stage].party).label)
        for stage in TONES
        if counts.get(stage)
    ]


def chosen(periods: list[Period], request: Request) -> Period | None:
    """The period asked for by `?tahun=`, else the one where most is to be done now."""
    year = request.GET.get("tahun", "")
    if year:
        return next((period for period in periods if str(period.year) == year), None)
    return busiest()


def busiest() -> Period | None:
    """The open one with a window that is open today, else the latest open one, else the latest; one query."""
    today = timezone.localdate()
    windows = EvaluationWindow.objects.filter(period=OuterRef("pk"), opens_on__lte=today, ends_on__gte=today)
    opened = Q(status=Period.Status.OPEN)
    rank = Case(When(opened & Exists(windows), then=2), When(opened, then=1), default=0)
    return Period.objects.annotate(rank=rank).order_by("-rank", "-year").first()


def chosen_unit(wanted: str, units: UnitQuerySet) -> Unit | None:
    """The unit with this UUID, or None without one; 404 for one outside this desk."""
    if not wanted:
        return None
    try:
        return get_object_or_404(units, uuid=UUID(wanted))
    except ValueError as bent:
        raise Http404 from bent


@for_readers
@require_safe
def desk_appraisals(request: Request) -> HttpResponse:
    """Names behind the figures: by stage, unit, lateness, vacancy; searched, sorted, paged on the server."""
    period, form, rows = names_asked_for(request)
    found = KeyedPaginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": found,
        "rows": listed(found),
        "period": period,
        "sort": request.GET.get("sort", "name"),
        "head_only": only_leads(request.user),
    }
    return page(request, "desk/appraisals.html", context)


def names_asked_for(request: Request) -> tuple[Period | None, AppraisalFilter, AppraisalQuerySet]:
    """The year, the filter, and what the list of names shows in its order."""
    periods = list(Period.objects.prefetch_related("windows"))
    period, units = chosen(periods, request), read_units(request.user)
    form = AppraisalFilter(request.GET, periods=periods, units=units)
    rows = narrowed(appraisals_of(units, period), form) if period else Appraisal.objects.none()
    return period, form, ordered(rows, request.GET.get("sort", "name"))


def narrowed(rows: AppraisalQuerySet, form: AppraisalFilter) -> AppraisalQuerySet:
    """What the filter asks for; nothing when it cannot be read."""
    if not form.is_valid():
        return rows.none()
    asked, today = form.cleaned_data, timezone.localdate()
    wanted = Q()
    if asked["q"]:
        wanted &= Q(employee__in=Employee.objects.search(asked["q"]))
    if asked["tahap"]:
        wanted &= Q(stage=asked["tahap"])
    if asked["capaian"]:
        wanted &= funnel.wanted(asked["capaian"])
    if asked["unit"]:
        wanted &= Q(unit__path__startswith=form.path_of(asked["unit"]))
    if asked["terlambat"]:
        wanted &= late(today)
    if asked["tanpa_penilai"]:
        wanted &= without_appraiser(today)
    return rows.filter(wanted)


def ordered(rows: AppraisalQuerySet, sort: str) -> AppraisalQuerySet:
    """Sorted by a column of the list, with the appraiser of today beside each row."""
    column = ORDERS.get(sort.removeprefix("-"), ORDERS["name"])
    order = F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)
    acting = Party.objects.on(timezone.localdate()).filter(appraisal=OuterRef("pk"), role=PartyRole.APPRAISER)
    return (
        rows.select_related("employee", "unit")
        .annotate(appraiser_name=Subquery(acting.values("name")[:1]))
        .order_by(order, "employee__sort_name", "pk")
    )


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    appraisal: Appraisal
    stage: str
    tone: str
    limit: date | None
    days_left: int | None
    appraiser: str


def listed(rows: Iterable[Any]) -> list[Listed]:
    """Lines of annotated appraisals, with the working days that are left to each."""
    today, holidays = timezone.localdate(), set(Holiday.objects.values_list("day", flat=True))
    return [
        Listed(
            row,
            LABELS[row.stage],
            TONES[row.stage],
            row.limit,
            days_left(row.limit, today, holidays),
            row.appraiser_name or "",
        )
        for row in rows
    ]
