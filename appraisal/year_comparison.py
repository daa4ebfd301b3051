"""Somebody's years beside each other: predicate, both ratings, the unit's result, periodic results, credit points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Prefetch

from appraisal import seen_results
from appraisal.credit_record import CreditYear, record_of
from appraisal.models import Evaluation, Origin, OverallRating, WindowCode
from appraisal.models.evaluation import SIGNED
from appraisal.rating import PREDICATE_LABELS, RATING_LABELS, Predicate, Rating
from appraisal.unit_results import OfTeam
from employees.models import Employee, User

HEIGHTS = {
    member: len(Predicate) - index for index, member in enumerate(Predicate)
}  # very good stands highest
BAR, PLACE, STEP, FOOT = 40, 90, 26, 24  # of the drawing, in its own units


@dataclass
class Year:
    """One appraisal of one year, as far as this reader may see its results."""

    year: int
    unit: str
    url: str
    yearly: Evaluation | None = None
    rating: OverallRating | None = None
    unit_result: str = ""
    periodic: list[Evaluation] = field(default_factory=list)
    credit: CreditYear | None = None

    @property
    def predicate(self) -> str:
        return PREDICATE_LABELS[Predicate(self.yearly.predicate)] if self.yearly else ""

    @property
    def results(self) -> str:
        return RATING_LABELS[Rating(self.rating.results)] if self.rating else ""

    @property
    def behaviour(self) -> str:
        return RATING_LABELS[Rating(self.rating.behaviour)] if self.rating else ""

    @property
    def points(self) -> Decimal | None:
        return self.credit.printed if self.credit else None


def years_of(person: Employee, user: User) -> list[Year]:
    """The person's years with a signed result that this user may read, the latest first; thirteen queries at most."""
    given = OverallRating.objects.filter(given_at__isnull=False).order_by("given_at", "pk")
    signed = list(
        Evaluation.objects.filter(appraisal__employee=person, status__in=SIGNED)
        .select_related("appraisal__period", "appraisal__unit", "appraisal__employee")
        .prefetch_related(Prefetch("ratings", given))
        .order_by("-appraisal__period__year", "-appraisal", "opens_on")
    )
    seen = seen_results.readable(signed, user)
    shown = [one for one in signed if one.pk in seen]
    earned = {year.evaluation.pk: year for year in record_of(person).years} if shown else {}
    units = _unit_results(shown)
    found: dict[int, Year] = {}
    for one in shown:
        appraisal = one.appraisal
        year = found.setdefault(
            one.appraisal_id, Year(appraisal.period.year, appraisal.unit.name, appraisal.get_absolute_url())
        )
        if one.window == WindowCode.YEAR:
            year.yearly, year.rating, year.credit = one, rating_that_holds(one), earned.get(one.pk)
            year.unit_result = units.get(one.pk, "")
        else:
            year.periodic.append(one)
    return list(found.values())


def rating_that_holds(evaluation: Evaluation) -> OverallRating | None:
    """As `workflow.signing.current_rating`, out of given ratings that were fetched in their order."""
    kinds = {
        Origin.REVIEWER.value: (Origin.REVIEWER,),
        Origin.OBJECTION.value: (Origin.OBJECTION,),
    }.get(evaluation.origin, (Origin.APPRAISER, Origin.CALIBRATION))
    rows = [row for row in evaluation.ratings.all() if row.origin in kinds]
    return rows[-1] if rows else None


def _unit_results(evaluations: Sequence[Evaluation]) -> dict[int, str]:
    """The organisation's result as it stood at the signature; today's for years that were brought in."""
    yearly = [one for one in evaluations if one.window == WindowCode.YEAR]
    today = OfTeam([one for one in yearly if one.appraisal.imported])
    found = {}
    for one in yearly:
        if one.appraisal.imported:
            counted = today.counted(one)
            found[one.pk] = counted.words if counted and counted.row else ""
        else:
            found[one.pk] = f"{one.get_unit_predicate_display()} {one.unit_remark}".strip()
    return found


# --- the drawing --------------------------------------------------------------------
@dataclass(frozen=True)
class Bar:
    """One year of the chart; figures are text, so that no language writes them with a comma."""

    year: int
    predicate: str
    x: str
    y: str
    width: str
    height: str
    middle: str


@dataclass(frozen=True)
class Chart:
    """Predicates of the years from left to right, drawn on the server beside their table."""

    bars: list[Bar]
    width: str
    height: str
    foot: str

    @classmethod
    def of(cls, years: Sequence[Year]) -> Chart | None:
        """None with fewer than two years: nothing to compare."""
        rated = [year for year in reversed(years) if year.yearly]
        if len(rated) < 2:
            return None
        top = len(Predicate) * STEP
        bars = [_bar(year, index, top) for index, year in enumerate(rated)]
        return cls(bars, str(len(rated) * PLACE), str(top + FOOT), str(top + FOOT - 6))


def _bar(year: Year, index: int, top: int) -> Bar:
    height = HEIGHTS[Predicate(year.yearly.predicate)] * STEP if year.yearly else 0
    left = index * PLACE + (PLACE - BAR) // 2
    middle = index * PLACE + PLACE // 2
    return Bar(year.year, year.predicate, str(left), str(top - height), str(BAR), str(height), str(middle))
