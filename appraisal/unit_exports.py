"""The year unit by unit: how many people stand where, and how their signed predicates are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Count

from appraisal.export_kinds import Asked, Column, Kind, Sheet, register
from appraisal.export_lines import SPREAD_COLUMNS
from appraisal.exports import CLOSED_EARLY
from appraisal.models import Appraisal, Evaluation, EvaluationStatus, WindowCode
from appraisal.models.evaluation import SIGNED, UNSIGNED
from appraisal.rating import PREDICATE_LABELS, Predicate
from appraisal.unit_results import Results
from appraisal.year_exports import report_of

WHOLE = "Jumlah"


@dataclass
class UnitLine:
    """The people of one unit, those closed early apart; the last line adds up all."""

    unit: str
    office: str
    result: str = ""
    people: int = 0
    closed: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    predicates: Counter[Predicate] = field(default_factory=Counter)

    @property
    def unsigned(self) -> int:
        return sum(self.statuses[status] for status in UNSIGNED)

    def add(self, other: UnitLine) -> None:
        self.people += other.people
        self.closed += other.closed
        self.statuses += other.statuses
        self.predicates += other.predicates


def _counting(predicate: Predicate) -> Column:
    return Column(
        predicate.value.lower(), PREDICATE_LABELS[predicate], lambda line: line.predicates[predicate]
    )


def _standing(key: str, heading: str, status: EvaluationStatus) -> Column:
    return Column(key, heading, lambda line: line.statuses[status])


UNIT_COLUMNS = (
    Column("office", "OPD"),
    Column("unit", "Unit kerja"),
    Column("people", "Pegawai"),
    Column("closed", "Ditutup sebelum akhir tahun"),
    Column("unsigned", "Belum ditetapkan"),
    _standing("delivered", "Disampaikan", EvaluationStatus.DELIVERED),
    _standing("disputed", "Dalam keberatan", EvaluationStatus.DISPUTED),
    _standing("final", "Final", EvaluationStatus.FINAL),
    *(_counting(predicate) for predicate in PREDICATE_LABELS),
    Column("result", "Predikat organisasi"),
)


def lines(asked: Asked) -> Iterator[UnitLine]:
    """Units with people in the order of the tree, then the sum; five queries, however many units."""
    found = _by_unit(asked)
    whole = UnitLine(WHOLE, WHOLE)
    for line in found:
        whole.add(line)
        yield line
    if found:
        yield whole


def _by_unit(asked: Asked) -> list[UnitLine]:
    results = Results(asked.year)
    of_unit: dict[int, UnitLine] = {}
    people = Appraisal.objects.filter(period=asked.year, unit__in=asked.units.values("pk")).order_by()
    for rows, early in ((people.exclude(CLOSED_EARLY), False), (people.filter(CLOSED_EARLY), True)):
        for unit, number in rows.values_list("unit").annotate(n=Count("pk")):
            line = of_unit.setdefault(unit, _line(results, unit))
            line.people, line.closed = (line.people, number) if early else (number, line.closed)
    yearly = Evaluation.objects.filter(window=WindowCode.YEAR, appraisal__in=people.exclude(CLOSED_EARLY))
    counted = yearly.order_by().values_list("appraisal__unit", "status", "predicate").annotate(n=Count("pk"))
    for unit, status, predicate, number in counted:
        of_unit[unit].statuses[status] += number
        if status in SIGNED and predicate:
            of_unit[unit].predicates[Predicate(predicate)] += number
    return [of_unit[unit] for unit in sorted(of_unit, key=lambda unit: results.units[unit].path)]


def _line(results: Results, unit: int) -> UnitLine:
    up = results.line_up(unit)
    own = results.of_unit(up[0])
    return UnitLine(up[0].name, up[-2:][0].name, own.words if own.row else "")


UNITS = register(
    Kind(
        "unit",
        "Rekapitulasi per unit",
        "Satu baris per unit kerja: berapa pegawai di tahap mana, dan sebaran predikat beserta alasannya.",
        [
            Sheet("Rekapitulasi", UNIT_COLUMNS, lines),
            Sheet("Sebaran", SPREAD_COLUMNS, lambda asked: report_of(asked).patterns(), ".sebaran"),
        ],
        total=lambda asked: asked.units.count(),
    )
)
