"""The organisation's result (capaian kinerja organisasi) that stands behind a person's evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from appraisal.distribution import results_of_head
from appraisal.models import Appraisal, Evaluation, Period, UnitRating, WindowCode
from appraisal.rating import Rating
from employees.models import Unit


@dataclass(frozen=True)
class UnitResult:
    """A unit with its result in a period. `row` is None while there is none, not even of the year before."""

    unit: Unit
    row: UnitRating | None
    of_last_year: bool = False

    @property
    def words(self) -> str:
        """As the page says it: 'Baik', 'Baik (sementara)', 'Baik (capaian tahun sebelumnya)' or '–'."""
        if self.row is None:
            return "–"
        remark = " (capaian tahun sebelumnya)" if self.of_last_year else ""
        remark = remark or (" (sementara)" if self.row.provisional else "")
        return f"{self.row.get_predicate_display()}{remark}"

    @property
    def of_head(self) -> Rating | None:
        """The results rating of the unit's head that follows from it."""
        return results_of_head(self.row.predicate) if self.row else None


def standing(unit: Unit, window: str, now: UnitRating | None, before: UnitRating | None) -> UnitResult:
    """This window's result (final or provisional); late, that of the year before, which only the year has (3880)."""
    if now is not None or window != WindowCode.YEAR:
        return UnitResult(unit, now)
    return UnitResult(unit, before, of_last_year=before is not None)


def result_of(unit: Unit, evaluation: Evaluation) -> UnitResult:
    """What counts for an evaluation, by its window."""
    year = evaluation.appraisal.period.year
    found = UnitRating.objects.filter(unit=unit, period__year__in=(year - 1, year)).select_related("period")
    rows = {(row.period.year, row.window): row for row in found}
    now, before = rows.get((year, evaluation.window)), rows.get((year - 1, WindowCode.YEAR.value))
    return standing(unit, evaluation.window, now, before)


def counted(evaluation: Evaluation) -> UnitResult | None:
    """The result of the unit that the appraiser leads: the nearest upward with a head other than this person."""
    appraisal = evaluation.appraisal
    units = Unit.objects.line_up(appraisal.unit).exclude(head=None).exclude(head=appraisal.employee_id)
    unit = units.first()
    return result_of(unit, evaluation) if unit else None


class Results:
    """The results behind every appraisal of a period, for exports: three queries, however many people and windows.

    Where `window` alone is looked at, the others' results stay unread: a large agency has tens of thousands.
    """

    def __init__(self, period: Period, window: str = "") -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self._year = period.year
        wanted = Q(period=period) | Q(period__year=period.year - 1, window=WindowCode.YEAR)
        rows = UnitRating.objects.filter(wanted).prefetch_related("period")
        if window:
            rows = rows.filter(window__in=[window, WindowCode.YEAR])
        self._rows = {(row.unit_id, row.period.year, row.window): row for row in rows}

    def line_up(self, unit_id: int) -> list[Unit]:
        """The unit and everything above it, nearest first."""
        steps = [int(step) for step in self.units[unit_id].path.split(".") if step]
        return [self.units[step] for step in reversed(steps)]

    def counted(self, appraisal: Appraisal, window: str = WindowCode.YEAR) -> UnitResult | None:
        """As the function `counted`, for an appraisal's evaluation of a window."""
        return self.counted_for(appraisal.unit_id, appraisal.employee_id, window)

    def counted_for(self, unit_id: int, employee_id: int | None, window: str) -> UnitResult | None:
        """The same by keys. `employee_id` may be None for whoever heads no unit."""
        for unit in self.line_up(unit_id):
            if unit.head_id not in {None, employee_id}:
                return self.of_unit(unit, window)
        return None

    def of_unit(self, unit: Unit, window: str = WindowCode.YEAR) -> UnitResult:
        """The unit's own result."""
        now = self._rows.get((unit.pk, self._year, str(window)))
        return standing(unit, window, now, self._rows.get((unit.pk, self._year - 1, WindowCode.YEAR.value)))


def headed(evaluation: Evaluation) -> UnitResult | None:
    """The result of the unit that the appraised person heads; None for whoever heads none."""
    unit = _headed_unit(evaluation.appraisal)
    return result_of(unit, evaluation) if unit else None


def _headed_unit(appraisal: Appraisal) -> Unit | None:
    """Of several, the one the appraisal belongs to, else the highest."""
    units = list(Unit.objects.filter(head=appraisal.employee_id, active=True).order_by("path"))
    own = [unit for unit in units if unit.pk == appraisal.unit_id]
    return next(iter(own or units), None)


class OfTeam:
    """As `headed` and `counted`, for many evaluations of one window: two queries, however many people."""

    def __init__(self, evaluations: Sequence[Evaluation]) -> None:
        people = {one.appraisal.employee_id for one in evaluations}
        above = {step for one in evaluations for step in _line_up(one.appraisal.unit)}
        units = Unit.objects.filter(Q(pk__in=above) | Q(head__in=people, active=True)).order_by("path")
        self._units = {unit.pk: unit for unit in units}
        years = {one.appraisal.period.year - ago for one in evaluations for ago in (0, 1)}
        rows = UnitRating.objects.filter(unit__in=self._units, period__year__in=years)
        self._rows = {
            (row.unit_id, row.period.year, row.window): row for row in rows.select_related("period")
        }

    def counted(self, evaluation: Evaluation) -> UnitResult | None:
        for step in _line_up(evaluation.appraisal.unit):
            unit = self._units[step]
            if unit.head_id not in {None, evaluation.appraisal.employee_id}:
                return self._result(unit, evaluation)
        return None

    def headed(self, evaluation: Evaluation) -> UnitResult | None:
        appraisal = evaluation.appraisal
        units = [
            unit for unit in self._units.values() if unit.active and unit.head_id == appraisal.employee_id
        ]
        own = [unit for unit in units if unit.pk == appraisal.unit_id]
        unit = next(iter(own or units), None)
        return self._result(unit, evaluation) if unit else None

    def _result(self, unit: Unit, evaluation: Evaluation) -> UnitResult:
        year = evaluation.appraisal.period.year
        now = self._rows.get((unit.pk, year, evaluation.window))
        before = self._rows.get((unit.pk, year - 1, WindowCode.YEAR.value))
        return standing(unit, evaluation.window, now, before)


def _line_up(unit: Unit) -> list[int]:
    """The ids of a unit and of everything above it, nearest first."""
    return [int(step) for step in reversed(unit.path.split(".")) if step]


def contradiction(evaluation: Evaluation, results: str) -> str:
    """Why this results rating of a head cannot stand: the unit's result says otherwise; "" where it can."""
    unit = headed(evaluation)
    if unit is None or unit.of_head in {None, results}:
        return ""
    return f"Capaian {unit.unit} ({unit.words}) berubah. Simpan penilaian lagi supaya ratingnya mengikuti."
