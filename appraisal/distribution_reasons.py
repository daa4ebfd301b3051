"""How the predicates of a unit's people lie beside the guide, and the one reason where they leave it.

The guide is never forced (PermenPANRB 6/2022, text lines 3886-4040): a missing reason blocks nothing. Whoever
reviews the team is asked for it, personnel and the yearly report show it, or that it is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, When

from appraisal import distribution
from appraisal.models import DistributionReason, Evaluation, EvaluationStatus, Period, WindowCode
from appraisal.models.evaluation import SIGNED
from appraisal.rating import PREDICATE_LABELS, Predicate
from appraisal.scoring import Line, Window
from appraisal.unit_results import OfTeam, Results, UnitResult
from appraisal.workflow import Conflict, Refused
from employees.desk_access import only_leads
from employees.models import Employee, Unit, User

CLOSED = "Periode ini sudah ditutup, jadi alasannya tidak dapat diubah lagi."
NOT_NEEDED = "Sebarannya tidak keluar dari panduan, jadi tidak perlu alasan."


@dataclass(frozen=True)
class Bar:
    """How many people have a predicate, and their share."""

    label: str
    number: int
    total: int


@dataclass(frozen=True)
class Pattern:
    """The predicates of one unit's people in a window beside the guide for its result, and the reason written."""

    result: UnitResult | None
    counts: Counter[Predicate]
    reason: DistributionReason | None
    window: str = WindowCode.YEAR

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def bars(self) -> list[Bar]:
        return [Bar(label, self.counts[one], self.total) for one, label in PREDICATE_LABELS.items()]

    @property
    def warnings(self) -> list[str]:
        """Where the predicates leave the guide; nothing is ever blocked."""
        row = self.result.row if self.result else None
        return distribution.warnings(row.predicate, self.counts) if row else []

    @property
    def too_few(self) -> bool:
        return self.total < distribution.SMALLEST_UNIT

    @property
    def unexplained(self) -> bool:
        return self.reason is None and bool(self.warnings)

    @property
    def window_label(self) -> str:
        return str(WindowCode(self.window).label)


def patterns(lines: Sequence[Line], window: Window) -> list[Pattern]:
    """One for each unit whose result counts, with drafts and given ratings as they would stand."""
    return _patterns(((line.counted, line.predicate) for line in lines), window)


def of_team(evaluations: Sequence[Evaluation], window: Window) -> list[Pattern]:
    """The same of the ratings that were given; three queries, however many people."""
    units = OfTeam(evaluations)
    rated = ((units.counted(one), Predicate(one.predicate) if one.predicate else None) for one in evaluations)
    return _patterns(rated, window)


def _patterns(rated: Iterable[tuple[UnitResult | None, Predicate | None]], window: Window) -> list[Pattern]:
    units: dict[int | None, UnitResult | None] = {}
    counts: dict[int | None, Counter[Predicate]] = {}
    for result, predicate in rated:
        key = result.unit.pk if result else None
        units.setdefault(key, result)
        counts.setdefault(key, Counter()).update([predicate] if predicate else [])
    rows = reasons(window.period, window.code).filter(unit__in=[key for key in units if key is not None])
    written = {row.unit_id: row for row in rows}
    return [Pattern(units[key], counts[key], written.get(key or 0), window.code) for key in units]


def reasons(period: Period, window: str = "") -> QuerySet[DistributionReason]:
    """The reasons of a year, of one window if it is named."""
    rows = DistributionReason.objects.filter(period=period).select_related("written_by", "on_behalf_of")
    return rows.filter(window=window) if window else rows


# --- the whole year, for personnel and the report ------------------------------------------
def of_period(
    period: Period, units: QuerySet[Unit], window: str = "", statuses: Collection[str] = SIGNED
) -> list[Pattern]:
    """Signed results by the unit whose result counts, for these units; six queries, however many people."""
    results = Results(period, window)
    counted: dict[tuple[int, str], UnitResult] = {}
    counts: dict[tuple[int, str], Counter[Predicate]] = {}
    mine = set(units.values_list("pk", flat=True))
    for unit_id, person, code, predicate, number in _signed(period, mine, window, statuses):
        result = results.counted_for(unit_id, person, code)
        if result is None or result.unit.pk not in mine:
            continue
        key = (result.unit.pk, code)
        counted.setdefault(key, result)
        counts.setdefault(key, Counter())[Predicate(predicate)] += number
    written = {(row.unit_id, row.window): row for row in reasons(period, window)}
    found = [Pattern(counted[key], counts[key], written.get(key), key[1]) for key in counted]
    order = list(WindowCode)
    return sorted(found, key=lambda one: (order.index(WindowCode(one.window)), _path(one)))


def _path(pattern: Pattern) -> str:
    return pattern.result.unit.path if pattern.result else ""


def _signed(
    period: Period, units: set[int], window: str, statuses: Collection[str]
) -> Iterable[tuple[int, int | None, str, str, int]]:
    """Unit, person (only who heads a unit), window, predicate, and how many."""
    rows = Evaluation.objects.filter(
        appraisal__period=period, appraisal__unit__in=units, status__in=statuses
    ).exclude(predicate="")
    if window:
        rows = rows.filter(window=window)
    heads = Exists(Unit.objects.filter(head=OuterRef("appraisal__employee")))
    person = Case(When(heads, then=F("appraisal__employee")), default=None)
    keys = ("appraisal__unit", "person", "window", "predicate")
    return rows.annotate(person=person).order_by().values_list(*keys).annotate(number=Count("pk"))


# --- writing -----------------------------------------------------------------------------
@transaction.atomic
def write(
    pattern: Pattern,
    period: Period,
    text: str,
    *,
    by: Employee,
    on_behalf_of: Employee | None = None,
    version: int,
) -> DistributionReason:
    """Store the reason of the unit; `pghistory` keeps each wording with who wrote it.

    Raises:
        Conflict: somebody wrote it meanwhile.
        Refused: with the sentence for the user.
    """
    if reason := refusal(pattern, period):
        raise Refused(reason)
    unit = pattern.result.unit if pattern.result else None
    which = {"unit": unit, "period": period, "window": pattern.window}
    stored = DistributionReason.objects.select_for_update(of=("self",)).filter(**which).first()
    if version != (stored.version if stored else 0):
        raise Conflict(stored.version if stored else 0)
    row = stored or DistributionReason(**which)
    row.text, row.written_by, row.on_behalf_of, row.version = text, by, on_behalf_of, version + 1
    row.save()
    return row


def refusal(pattern: Pattern, period: Period) -> str:
    """Why no reason is to be written here; "" means it may."""
    if period.status == Period.Status.CLOSED:
        return CLOSED
    return "" if pattern.warnings or pattern.reason else NOT_NEEDED


def shown_to(user: User) -> Collection[str]:
    """Of which results somebody reads the pattern: a head of units of final ones (product.md, 'Who sees what')."""
    return (EvaluationStatus.FINAL,) if only_leads(user) else SIGNED


def narrowed(found: Sequence[Pattern], *, outside: bool) -> list[Pattern]:
    """All, or only those that leave the guide or were explained."""
    return [one for one in found if not outside or one.warnings or one.reason]
