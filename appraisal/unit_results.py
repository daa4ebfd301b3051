"""The organisation's result (capaian kinerja organisasi) that stands behind a person's evaluation."""

from __future__ import annotations

from dataclasses import dataclass

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


def result_of(unit: Unit, evaluation: Evaluation) -> UnitResult:
    """This window's result (final or provisional), else last year's (PermenPANRB 6/2022, text line 3880)."""
    year = evaluation.appraisal.period.year
    rows = {
        (row.period.year, row.window): row
        for row in UnitRating.objects.filter(unit=unit, period__year__in=(year - 1, year)).select_related(
            "period"
        )
    }
    now = rows.get((year, evaluation.window))
    if now is not None:
        return UnitResult(unit, now)
    before = rows.get((year - 1, WindowCode.YEAR))
    return UnitResult(unit, before, of_last_year=before is not None)


def counted(evaluation: Evaluation) -> UnitResult | None:
    """The result of the unit that the appraiser leads: the nearest upward with a head other than this person."""
    appraisal = evaluation.appraisal
    units = Unit.objects.line_up(appraisal.unit).exclude(head=None).exclude(head=appraisal.employee_id)
    unit = units.first()
    return result_of(unit, evaluation) if unit else None


class Results:
    """The results behind every appraisal of a period, for exports: two queries, however many people."""

    def __init__(self, period: Period) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        self._year = period.year
        rows = UnitRating.objects.filter(
            period__year__in=(period.year - 1, period.year), window=WindowCode.YEAR
        )
        self._rows = {(row.unit_id, row.period.year): row for row in rows.select_related("period")}

    def line_up(self, unit_id: int) -> list[Unit]:
        """The unit and everything above it, nearest first."""
        steps = [int(step) for step in self.units[unit_id].path.split(".") if step]
        return [self.units[step] for step in reversed(steps)]

    def counted(self, appraisal: Appraisal) -> UnitResult | None:
        """As the function `counted`, for the yearly window."""
        for unit in self.line_up(appraisal.unit_id):
            if unit.head_id not in {None, appraisal.employee_id}:
                now, before = (self._rows.get((unit.pk, self._year - ago)) for ago in (0, 1))
                return UnitResult(unit, now or before, of_last_year=now is None and before is not None)
        return None


def headed(evaluation: Evaluation) -> UnitResult | None:
    """The result of the unit that the appraised person heads; None for whoever heads none."""
    unit = _headed_unit(evaluation.appraisal)
    return result_of(unit, evaluation) if unit else None


def _headed_unit(appraisal: Appraisal) -> Unit | None:
    """Of several, the one the appraisal belongs to, else the highest."""
    units = list(Unit.objects.filter(head=appraisal.employee_id, active=True).order_by("path"))
    own = [unit for unit in units if unit.pk == appraisal.unit_id]
    return next(iter(own or units), None)
