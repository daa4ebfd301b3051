"""The yearly report: one row per person and year, as table for the agency and as records for SIASN.

Rows come from a server-side cursor in chunks; ratings only of what was signed. Credit points are those of the
person's own page (`credit_record`), so that the report and the page never differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from appraisal import credit_record, distribution_reasons, siasn, tabular
from appraisal.distribution_reasons import Pattern
from appraisal.export_kinds import CHUNK, Column, in_chunks
from appraisal.export_lines import (
    CLOSED_COLUMNS,
    COLUMNS,
    PERIODIC_COLUMNS,
    SPREAD_COLUMNS,
    Line,
    complete,
    evaluations_of,
    line_of,
)
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    Party,
    Period,
    WindowCode,
)
from appraisal.unit_results import Results
from employees.models import Unit

FORMATS = ("xlsx", "csv", "json")
BESIDE = (".ditutup.csv", ".periodik.csv", ".sebaran.csv")  # the other tables, as files beside the first
Table = tuple[list[str], Iterator[list[tabular.Cell]]]
YEARLY = Q(window=WindowCode.YEAR)
CLOSED_EARLY = Q(status=AppraisalStatus.CLOSED) & ~Q(closed_reason=ClosedReason.PERIOD_CLOSED)


@dataclass(frozen=True)
class Report:
    """A year's report over some units."""

    period: Period
    units: QuerySet[Unit]

    def total(self) -> int:
        """How many rows of people there will be: the year's, and once more for those with periodic evaluations."""
        return self._appraisals(Q()).count() + self._appraisals(self._periodic()).count()

    def write(self, path: Path) -> list[Path]:
        """Write the file that the suffix names; a folder gets all three formats. Returns what was written.

        Raises ValueError for any other suffix.
        """
        if path.is_dir():
            return [
                made for kind in FORMATS for made in self.write(path / f"kinerja-{self.period.year}.{kind}")
            ]
        match path.suffix.lower():
            case ".xlsx":
                closed, periodic = self.table(closed=True), self.periodic()
                sheets = [("Laporan", *self.table()), ("Ditutup", *closed), ("Periodik", *periodic)]
                tabular.write_xlsx(path, [*sheets, ("Sebaran", *self.spread())])
                return [path]
            case ".csv":
                return self._write_csv(path)
            case ".json":
                tabular.write_json(path, self.records())
                return [path]
        raise ValueError("Akhiran berkas harus .xlsx, .csv, atau .json; atau sebut folder untuk ketiganya.")

    def _write_csv(self, path: Path) -> list[Path]:
        beside = [path.with_name(path.stem + suffix) for suffix in BESIDE]
        tables = (self.table(), self.table(closed=True), self.periodic(), self.spread())
        for file, table in zip([path, *beside], tables, strict=True):
            tabular.write_csv(file, *table)
        return [path, *beside]

    def table(self, *, closed: bool = False) -> Table:
        """Headings and rows; `closed` are the appraisals that ended for another reason than the year's end."""
        lines = self.lines(CLOSED_EARLY if closed else ~CLOSED_EARLY)
        return _table(CLOSED_COLUMNS if closed else COLUMNS, lines)

    def periodic(self) -> Table:
        """Headings and rows: one row per person and periodic window, also of appraisals that were closed."""
        return _table(PERIODIC_COLUMNS, self.periodic_lines())

    def spread(self) -> Table:
        """How the signed predicates of each unit lie beside the guide, and the reason where they leave it."""
        return _table(SPREAD_COLUMNS, self.patterns())

    def patterns(self) -> list[Pattern]:
        return distribution_reasons.of_period(self.period, self.units)

    @cached_property
    def results(self) -> Results:
        return Results(self.period)

    def lines(self, which: Q) -> Iterator[Line]:
        for chunk in self._chunks(self._appraisals(which), YEARLY):
            earned = credit_record.of_period(self.period, chunk)
            for appraisal in chunk:
                evaluation = next(iter(evaluations_of(appraisal)), None)
                yield line_of(appraisal, evaluation, self.results, earned[appraisal.pk])

    def periodic_lines(self) -> Iterator[Line]:
        for chunk in self._chunks(self._appraisals(self._periodic()), ~YEARLY):
            for appraisal in chunk:
                yield from (line_of(appraisal, one, self.results) for one in evaluations_of(appraisal))

    def _periodic(self) -> Q:
        """Appraisals with an evaluation of a periodic window."""
        rows = Evaluation.objects.filter(~YEARLY, appraisal__period=self.period)
        return Q(pk__in=rows.exclude(status=EvaluationStatus.VOID).values("appraisal"))

    def records(self) -> Iterator[dict[str, Any]]:
        """FINAL yearly evaluations in SIASN's codes, whatever became of their appraisal."""
        for chunk in self._chunks(self._appraisals(self._final(YEARLY)), YEARLY, people=True):
            for appraisal in chunk:
                yield from (siasn.skp22(evaluation) for evaluation in evaluations_of(appraisal))

    def periodic_records(self) -> Iterator[dict[str, Any]]:
        """FINAL periodic evaluations in SIASN's codes."""
        for chunk in self._chunks(self._appraisals(self._final(~YEARLY)), ~YEARLY, people=True):
            for appraisal in chunk:
                found = (one for one in evaluations_of(appraisal) if one.status == EvaluationStatus.FINAL)
                yield from (siasn.periodic(evaluation) for evaluation in found)

    def final(self, *, periodic: bool = False) -> int:
        """How many people have a record."""
        return self._appraisals(self._final(~YEARLY if periodic else YEARLY)).count()

    def _final(self, windows: Q) -> Q:
        rows = Evaluation.objects.filter(windows, appraisal__period=self.period)
        return Q(pk__in=rows.filter(status=EvaluationStatus.FINAL).values("appraisal"))

    def _appraisals(self, which: Q) -> QuerySet[Appraisal]:
        return Appraisal.objects.filter(which, period=self.period, unit__in=self.units.values("pk"))

    def _chunks(
        self, rows: QuerySet[Appraisal], windows: Q, *, people: bool = False
    ) -> Iterator[list[Appraisal]]:
        """Parties as they were recorded; SIASN's records look at the person behind, too."""
        parties = Party.objects.select_related("employee") if people else Party.objects.all()
        found = complete(rows, self.period, windows, parties)
        for chunk in in_chunks(found.iterator(chunk_size=CHUNK)):
            for appraisal in chunk:
                appraisal.period = self.period
            yield chunk


def _table(columns: Sequence[Column], lines: Iterable[Any]) -> Table:
    rows = ([column.cell(line) for column in columns] for line in lines)
    return [column.heading for column in columns], rows
