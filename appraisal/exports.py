"""The yearly report: one row per person and year, as table for the agency and as records for SIASN.

Rows come from a server-side cursor in chunks; ratings only of what was signed. Credit points are those of the
person's own page (`credit_record`), so that the report and the page never differ.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from appraisal import credit_record, distribution_reasons, siasn, tabular
from appraisal.export_lines import (
    CLOSED_COLUMNS,
    COLUMNS,
    PERIODIC_COLUMNS,
    SPREAD_HEADINGS,
    Column,
    Line,
    complete,
    evaluations_of,
    line_of,
    spread_row,
)
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    Period,
    WindowCode,
)
from appraisal.unit_results import Results
from employees.models import Unit

CHUNK = 500
FORMATS = ("xlsx", "csv", "json")
BESIDE = (".ditutup.csv", ".periodik.csv", ".sebaran.csv")  # the other tables, as files beside the first
Progress = Callable[[int], None]
Table = tuple[list[str], Iterator[list[tabular.Cell]]]
YEARLY = Q(window=WindowCode.YEAR)
CLOSED_EARLY = Q(status=AppraisalStatus.CLOSED) & ~Q(closed_reason=ClosedReason.PERIOD_CLOSED)


@dataclass(frozen=True)
class Report:
    """A year's report over some units; `progress` is told after every chunk how many more rows are done."""

    period: Period
    units: QuerySet[Unit]
    progress: Progress = lambda _more: None

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
        return _table(PERIODIC_COLUMNS, self._periodic_lines())

    def spread(self) -> Table:
        """How the signed predicates of each unit lie beside the guide, and the reason where they leave it."""
        rows = map(spread_row, distribution_reasons.of_period(self.period, self.units))
        return list(SPREAD_HEADINGS), rows

    def lines(self, which: Q) -> Iterator[Line]:
        results = Results(self.period)
        for chunk in self._told(self._appraisals(which), YEARLY):
            earned = credit_record.of_period(self.period, chunk)
            for appraisal in chunk:
                evaluation = next(iter(evaluations_of(appraisal)), None)
                yield line_of(appraisal, evaluation, results, earned[appraisal.pk])

    def _periodic_lines(self) -> Iterator[Line]:
        results = Results(self.period)
        for chunk in self._told(self._appraisals(self._periodic()), ~YEARLY):
            for appraisal in chunk:
                yield from (line_of(appraisal, one, results) for one in evaluations_of(appraisal))

    def _periodic(self) -> Q:
        """Appraisals with an evaluation of a periodic window."""
        rows = Evaluation.objects.filter(~YEARLY, appraisal__period=self.period)
        return Q(pk__in=rows.exclude(status=EvaluationStatus.VOID).values("appraisal"))

    def records(self) -> Iterator[dict[str, Any]]:
        """FINAL yearly evaluations in SIASN's codes, whatever became of their appraisal."""
        final = Q(evaluations__window=WindowCode.YEAR, evaluations__status=EvaluationStatus.FINAL)
        for chunk in self._told(self._appraisals(final), YEARLY):
            for appraisal in chunk:
                yield from (siasn.skp22(evaluation) for evaluation in evaluations_of(appraisal))

    def _appraisals(self, which: Q) -> QuerySet[Appraisal]:
        return Appraisal.objects.filter(which, period=self.period, unit__in=self.units.values("pk"))

    def _told(self, rows: QuerySet[Appraisal], windows: Q) -> Iterator[list[Appraisal]]:
        told = complete(rows, self.period, windows).iterator(chunk_size=CHUNK)
        while chunk := list(islice(told, CHUNK)):
            yield chunk
            self.progress(len(chunk))


def _table(columns: Iterable[Column], lines: Iterator[Line]) -> Table:
    shown = list(columns)
    rows = ([getattr(line, column.attribute) for column in shown] for line in lines)
    return [column.heading for column in shown], rows


def zipped(path: Path, files: Iterable[Path]) -> Path:
    """Several files as one download."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    return path
