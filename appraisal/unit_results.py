"""The organisation's result (capaian kinerja organisasi) that stands behind a person's evaluation."""

from __future__ import annotations

from dataclasses import dataclass

from appraisal.distribution import results_of_head
from appraisal.models import Appraisal, Evaluation, UnitRating, WindowCode
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


def headed(evaluation: Evaluation) -> UnitResult | None:
    """The result of the unit that the appraised person heads; None for whoever heads none."""
    unit = _headed_unit(evaluation.appraisal)
    return result_of(unit, evaluation) if unit else None


def _headed_unit(appraisal: Appraisal) -> Unit | None:
    """Of several, the one the appraisal belongs to, else the highest."""
    units = list(Unit.objects.filter(head=appraisal.employee_id, active=True).order_by("path"))
    own = [unit for unit in units if unit.pk == appraisal.unit_id]
    return next(iter(own or units), None)
