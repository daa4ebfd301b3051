"""A functional official's credit points year by year, from the yearly results that count, and what is missing.

Always computed from the result that holds: a decision on an objection changes them by itself. What a person
brought along stands in `CreditBalance`; later years count on from there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from appraisal.credit import (
    Holding,
    Part,
    Standing,
    months_by_level,
    next_level,
    next_rank,
    rounded,
    total,
    year_parts,
)
from appraisal.models import (
    Appraisal,
    CreditBalance,
    Evaluation,
    EvaluationStatus,
    Origin,
    OverallRating,
    Party,
    PartyRole,
    Period,
    WindowCode,
)
from appraisal.rating import Predicate
from employees.models import Employee, Placement, Position

OF_PARTY = ("appraisal", "starts_on", "ends_on", "level", "rank")  # what is read of each row
RANK = re.compile(r"\b[IVX]+/[a-e]\b")
# FINAL, or signed by the superior or after an objection, which counts at once (product.md, DELIVERED).
COUNTS = Q(status=EvaluationStatus.FINAL) | Q(
    status=EvaluationStatus.DELIVERED, origin__in=[Origin.REVIEWER, Origin.OBJECTION]
)


@dataclass(frozen=True)
class CreditYear:
    """What one yearly result earned. `before` is what it earned before an objection changed it."""

    evaluation: Evaluation
    parts: list[Part]
    rank: str
    before: Decimal | None

    @property
    def year(self) -> int:
        return self.evaluation.appraisal.period.year

    @property
    def points(self) -> Decimal:
        return total(self.parts)

    @property
    def printed(self) -> Decimal:
        return rounded(self.points)

    @property
    def printed_before(self) -> Decimal | None:
        return None if self.before is None else rounded(self.before)


@dataclass(frozen=True)
class CreditRecord:
    """All years of a person. `standing` None: never held a functional post, so there are no points."""

    start: CreditBalance | None
    years: list[CreditYear]
    standing: Standing | None

    @property
    def sum(self) -> Decimal:
        return rounded(sum((year.points for year in self.years), Decimal(0)))

    @property
    def goals(self) -> list[Goal]:
        """The next rank and the next level, each with what is held and what is missing."""
        now = self.standing
        if now is None:
            return []
        goals = [
            Goal("Pangkat", next_rank(now.rank), now.rank_points, now.missing_for_rank),
            Goal("Jenjang", next_level(now.level), now.level_points, now.missing_for_level),
        ]
        return [goal for goal in goals if goal.missing is not None]


@dataclass(frozen=True)
class Goal:
    kind: str
    name: str
    points: Decimal
    missing: Decimal | None

    @property
    def printed(self) -> Decimal:
        return rounded(self.points)

    @property
    def printed_missing(self) -> Decimal:
        """Rounded up to what is printed: 0 only when nothing is missing."""
        return rounded(self.missing or Decimal(0))


@dataclass(frozen=True)
class Earned:
    """An appraisal in the yearly report: its months of service, and what its result earned once it counts."""

    months: int
    year: CreditYear | None


def record_of(person: Employee) -> CreditRecord:
    """The whole record of a person; six queries."""
    rows = person.appraisals.select_related("period", "unit", "employee")
    appraisals = sorted(_with_results(rows), key=_begins)
    start = person.credit_balances.order_by("-on_day", "-pk").first()
    held = [*_held(_placements(Q(employee=person))), *_snapshots(appraisals)]
    years = [year for one in appraisals if (year := _year(one, appraisals, held, start)) is not None]
    return CreditRecord(start, years, _standing(person, start, years))


def of_period(period: Period, appraisals: Iterable[Appraisal]) -> dict[int, Earned]:
    """As `record_of` says, for appraisals of one period by their key: six queries, however many people."""
    people = {one.employee_id for one in appraisals}
    of_person: dict[int, list[Appraisal]] = defaultdict(list)
    for one in _with_results(Appraisal.objects.filter(period=period, employee__in=people)):
        one.period = period
        of_person[one.employee_id].append(one)
    placed: dict[int, list[Placement]] = defaultdict(list)
    for row in _placements(Q(employee__in=people)):
        placed[row.employee_id].append(row)
    balances = CreditBalance.objects.filter(employee__in=people).order_by("on_day", "pk")
    starts = {balance.employee_id: balance for balance in balances}  # the latest wins
    found: dict[int, Earned] = {}
    for person, rows in of_person.items():
        rows.sort(key=_begins)
        held = [*_held(placed[person]), *_snapshots(rows)]
        for one in rows:
            year = _year(one, rows, held, starts.get(person))
            found[one.pk] = Earned(_months(one, rows, year), year)
    return found


def _months(appraisal: Appraisal, others: Sequence[Appraisal], year: CreditYear | None) -> int:
    """Months at a functional level where points were earned, else the months of service; one begun counts."""
    if year is not None:
        return sum(part.months for part in year.parts)
    first, last = _span(appraisal, {one.pk: one for one in others})
    return max((last.year - first.year) * 12 + last.month - first.month + 1, 0) if _rows(appraisal) else 0


def _with_results(appraisals: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """With the appraised person's rows and the yearly result that counts."""
    given = OverallRating.objects.filter(given_at__isnull=False).order_by("given_at", "pk")
    counting = Evaluation.objects.filter(COUNTS, window=WindowCode.YEAR)
    held = Party.objects.filter(role=PartyRole.APPRAISEE).only(*OF_PARTY)
    return appraisals.prefetch_related(
        Prefetch("parties", held, to_attr="appraisee_rows"),
        Prefetch("evaluations", counting.prefetch_related(Prefetch("ratings", given)), to_attr="counting"),
    )


def _begins(appraisal: Appraisal) -> tuple[int, date]:
    rows = _rows(appraisal)
    return appraisal.period.year, rows[0].starts_on if rows else appraisal.period.starts_on


def _counting(appraisal: Appraisal) -> Evaluation | None:
    found: Evaluation | None = next(iter(vars(appraisal)["counting"]), None)
    if found is not None:
        found.appraisal = appraisal
    return found


def _rows(appraisal: Appraisal) -> list[Party]:
    rows: list[Party] = vars(appraisal)["appraisee_rows"]
    return sorted(rows, key=lambda row: row.starts_on)


def _year(
    appraisal: Appraisal,
    all_of_them: Sequence[Appraisal],
    held: Sequence[Holding],
    start: CreditBalance | None,
) -> CreditYear | None:
    """What the appraisal's yearly result earned after the starting balance; None where nothing."""
    evaluation = _counting(appraisal)
    if evaluation is None:
        return None
    first, last = _span(appraisal, {one.pk: one for one in all_of_them})
    if start is not None:
        first = max(first, start.on_day + timedelta(days=1))
    months = months_by_level(held, first, last)
    parts = year_parts(months, Predicate(evaluation.predicate))
    old = _predicate_before(evaluation)
    before = total(year_parts(months, old)) if old and old != evaluation.predicate else None
    rows = _rows(appraisal)
    return CreditYear(evaluation, parts, _rank(rows[-1].rank) if rows else "", before) if parts else None


def _span(appraisal: Appraisal, others: dict[int, Appraisal]) -> tuple[date, date]:
    """The days that a yearly result is about, within its year.

    After a move the new appraiser evaluates the year (text line 3759), so the months of a predecessor without a
    yearly result of its own count with the successor's.
    """
    period, rows = appraisal.period, _rows(appraisal)
    first = max(min((row.starts_on for row in rows), default=period.starts_on), period.starts_on)
    ends = [row.ends_on or period.ends_on for row in rows]
    last = min(max(ends, default=period.ends_on), appraisal.closed_on or period.ends_on, period.ends_on)
    before = others.get(appraisal.predecessor_id or 0)
    if before is not None and before.period_id == appraisal.period_id and _counting(before) is None:
        first = min(first, _span(before, others)[0])
    return first, last


def _predicate_before(evaluation: Evaluation) -> Predicate | None:
    """The predicate that an objection changed; None for a result that no objection changed."""
    if evaluation.origin != Origin.OBJECTION:
        return None
    given = [row for row in evaluation.ratings.all() if row.given_at and row.origin != Origin.OBJECTION]
    return given[-1].predicate if given else None


def _placements(whose: Q) -> QuerySet[Placement]:
    rows = Placement.objects.definitive().filter(whose).select_related("position")
    return rows.only("employee", "starts_on", "ends_on", "position__category", "position__level")


def _held(rows: Iterable[Placement]) -> list[Holding]:
    """Levels by dated placements; a post that is not functional holds none."""
    functional = Position.Category.FUNCTIONAL
    return [
        Holding(row.position.level if row.position.category == functional else "", row.starts_on, row.ends_on)
        for row in rows
    ]


def _snapshots(appraisals: Iterable[Appraisal]) -> list[Holding]:
    """Levels as appraisals knew them in their year, for days that no placement tells about (imported years)."""
    return [
        Holding(row.level, row.starts_on, row.ends_on or one.period.ends_on)
        for one in appraisals
        for row in _rows(one)
    ]


def _standing(person: Employee, start: CreditBalance | None, years: list[CreditYear]) -> Standing | None:
    """The balance, then every year's parts in turn; each promotion in rank spends what it took."""
    if start is None and not years:
        return None
    if start is not None:
        now = Standing(start.level, start.rank, start.level_points, start.rank_points)
    else:
        now = Standing(years[0].parts[0].level, years[0].rank or person.rank)
    for year in years:
        if year.rank:
            now = now.promoted(year.rank)
        for part in year.parts:
            now = now.earning(part)
    return now.promoted(person.rank) if person.rank else now


def _rank(printed: str) -> str:
    """'III/a' out of 'Penata Muda (III/a)'."""
    found = RANK.search(printed)
    return found.group() if found else ""
