"""The yearly report: one row per person and year, as table for the agency and as records for SIASN.

Columns are declared once, (heading, attribute of `Line`), in the order of the report that a personnel office
needs. Rows come from a server-side cursor in chunks; ratings only of what was signed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from appraisal import siasn, tabular
from appraisal.credit import COEFFICIENT, credit_points, rounded
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    OverallRating,
    Party,
    PartyRole,
    Period,
    WindowCode,
)
from appraisal.models.evaluation import SIGNED
from appraisal.papers.paper import snapshot
from appraisal.rating import PREDICATE_LABELS, RATING_LABELS, Predicate, Rating
from appraisal.unit_results import Results, UnitResult
from employees.models import Placement, Unit

CHUNK = 500
FORMATS = ("xlsx", "csv", "json")
ROLES = (PartyRole.APPRAISEE, PartyRole.APPRAISER, PartyRole.REVIEWER)
CLOSED_SUFFIX = ".ditutup.csv"
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Line:
    """One person and year as the report says it. Dates are the agency's days, points are rounded for print."""

    nip: str
    name: str
    rank: str
    position: str
    category: str
    level: str
    unit: str
    office: str
    appraiser_nip: str
    appraiser: str
    reviewer_nip: str
    reviewer: str
    year: int
    window: str
    results: str
    behaviour: str
    predicate: str
    unit_predicate: str
    note: str
    signed_on: date | None
    objection: str
    coefficient: Decimal | None
    credit_points: Decimal | None
    months: int
    status: str
    closed_reason: str


@dataclass(frozen=True)
class Column:
    heading: str
    attribute: str


COLUMNS = (
    Column("NIP", "nip"),
    Column("Nama", "name"),
    Column("Pangkat/gol. ruang", "rank"),
    Column("Jabatan", "position"),
    Column("Jenis jabatan", "category"),
    Column("Jenjang", "level"),
    Column("Unit kerja", "unit"),
    Column("OPD", "office"),
    Column("NIP penilai", "appraiser_nip"),
    Column("Nama penilai", "appraiser"),
    Column("NIP atasan penilai", "reviewer_nip"),
    Column("Nama atasan penilai", "reviewer"),
    Column("Tahun", "year"),
    Column("Periode", "window"),
    Column("Rating hasil kerja", "results"),
    Column("Rating perilaku kerja", "behaviour"),
    Column("Predikat", "predicate"),
    Column("Predikat organisasi", "unit_predicate"),
    Column("Catatan", "note"),
    Column("Tanggal penetapan", "signed_on"),
    Column("Status keberatan", "objection"),
    Column("Koefisien", "coefficient"),
    Column("AK konversi", "credit_points"),
    Column("Bulan efektif", "months"),
    Column("Status evaluasi", "status"),
)
CLOSED_COLUMNS = (*COLUMNS, Column("Alasan ditutup", "closed_reason"))
CLOSED_EARLY = Q(status=AppraisalStatus.CLOSED) & ~Q(closed_reason=ClosedReason.PERIOD_CLOSED)


@dataclass(frozen=True)
class Report:
    """A year's report over some units; `progress` is told after every chunk how many more rows are done."""

    period: Period
    units: QuerySet[Unit]
    progress: Progress = lambda _more: None

    def total(self) -> int:
        return self._appraisals(Q()).count()

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
                tabular.write_xlsx(path, [("Laporan", *self.table()), ("Ditutup", *self.table(closed=True))])
                return [path]
            case ".csv":
                closed = path.with_name(path.stem + CLOSED_SUFFIX)
                tabular.write_csv(path, *self.table())
                tabular.write_csv(closed, *self.table(closed=True))
                return [path, closed]
            case ".json":
                tabular.write_json(path, self.records())
                return [path]
        raise ValueError("Akhiran berkas harus .xlsx, .csv, atau .json; atau sebut folder untuk ketiganya.")

    def table(self, *, closed: bool = False) -> tuple[list[str], Iterator[list[tabular.Cell]]]:
        """Headings and rows; `closed` are the appraisals that ended for another reason than the year's end."""
        columns = CLOSED_COLUMNS if closed else COLUMNS
        lines = self.lines(CLOSED_EARLY if closed else ~CLOSED_EARLY)
        rows = ([getattr(line, column.attribute) for column in columns] for line in lines)
        return [column.heading for column in columns], rows

    def lines(self, which: Q) -> Iterator[Line]:
        results = Results(self.period)
        for appraisal in self._told(self._appraisals(which)):
            yield line_of(appraisal, results)

    def records(self) -> Iterator[dict[str, Any]]:
        """FINAL yearly evaluations in SIASN's codes, whatever became of their appraisal."""
        final = Q(evaluations__window=WindowCode.YEAR, evaluations__status=EvaluationStatus.FINAL)
        for appraisal in self._told(self._appraisals(final)):
            evaluation = yearly(appraisal)
            if evaluation is not None:
                yield siasn.skp22(evaluation)

    def _appraisals(self, which: Q) -> QuerySet[Appraisal]:
        return Appraisal.objects.filter(which, period=self.period, unit__in=self.units.values("pk"))

    def _told(self, rows: QuerySet[Appraisal]) -> Iterator[Appraisal]:
        done = 0
        for appraisal in _complete(rows, self.period).iterator(chunk_size=CHUNK):
            yield appraisal
            done += 1
            if done % CHUNK == 0:
                self.progress(CHUNK)
        self.progress(done % CHUNK)


def _complete(rows: QuerySet[Appraisal], period: Period) -> QuerySet[Appraisal]:
    """Everything a line needs, by a constant number of queries per chunk."""
    ratings = OverallRating.objects.filter(given_at__isnull=False)
    evaluations = Evaluation.objects.filter(window=WindowCode.YEAR).exclude(status=EvaluationStatus.VOID)
    posts = Placement.objects.definitive().filter(starts_on__lte=period.ends_on).select_related("position")
    return (
        rows.select_related("employee", "unit", "period")
        .prefetch_related(
            Prefetch("parties", Party.objects.select_related("employee")),
            Prefetch(
                "evaluations", evaluations.prefetch_related(Prefetch("ratings", ratings)), to_attr="yearly"
            ),
            Prefetch("employee__placements", posts.order_by("starts_on"), to_attr="posts"),
        )
        .order_by("employee__sort_name", "pk")
    )


def yearly(appraisal: Appraisal) -> Evaluation | None:
    """The yearly evaluation out of what `_complete` fetched, with its appraisal at hand."""
    found: Evaluation | None = next(iter(getattr(appraisal, "yearly", [])), None)
    if found is not None:
        found.appraisal = appraisal
    return found


def line_of(appraisal: Appraisal, results: Results) -> Line:
    """Who, where and how it stands; `_rated` and `_earned` add what was signed."""
    evaluation = yearly(appraisal)
    signed = evaluation if evaluation is not None and evaluation.status in SIGNED else None
    signed_on = timezone.localdate(signed.signed_at) if signed and signed.signed_at else None
    day = signed_on or min(timezone.localdate(), appraisal.period.ends_on)
    person, appraiser, reviewer = (snapshot(appraisal, role, day) for role in ROLES)
    counted = results.counted(appraisal)
    return Line(
        nip=appraisal.employee.nip,
        name=person.name if person else appraisal.employee.full_name,
        rank=person.rank if person else appraisal.employee.rank,
        position=person.position if person else "",
        category=_category(appraisal),
        unit=person.unit_name if person else appraisal.unit.name,
        office=results.line_up(appraisal.unit_id)[-2:][0].name,
        appraiser_nip=appraiser.nip if appraiser else "",
        appraiser=appraiser.name if appraiser else "",
        reviewer_nip=reviewer.nip if reviewer else "",
        reviewer=reviewer.name if reviewer else "",
        year=appraisal.period.year,
        window=evaluation.get_window_display() if evaluation else "",
        unit_predicate=_unit_predicate(appraisal, signed, counted),
        signed_on=signed_on,
        status=evaluation.get_status_display() if evaluation else appraisal.get_status_display(),
        closed_reason=appraisal.get_closed_reason_display(),
        **_rated(signed),
        **_earned(appraisal, person.level if person else "", signed),
    )


def _unit_predicate(appraisal: Appraisal, signed: Evaluation | None, counted: UnitResult | None) -> str:
    """The organisation's result at the signature; today's while nothing is signed, and for imported years."""
    if signed is not None and not appraisal.imported:
        return f"{signed.get_unit_predicate_display()} {signed.unit_remark}".strip()
    return counted.words if counted and counted.row else ""


def _rated(signed: Evaluation | None) -> dict[str, Any]:
    if signed is None:
        return dict.fromkeys(("results", "behaviour", "predicate", "note", "objection"), "")
    rating = siasn.last_rating(signed)
    disputed = signed.status == EvaluationStatus.DISPUTED
    return {
        "results": RATING_LABELS[Rating(rating.results)],
        "behaviour": RATING_LABELS[Rating(rating.behaviour)],
        "predicate": PREDICATE_LABELS[Predicate(signed.predicate)],
        "note": signed.note,
        "objection": "Diproses" if disputed else "Tidak ada",
    }


def _earned(appraisal: Appraisal, level: str, signed: Evaluation | None) -> dict[str, Any]:
    """Coefficient and credit points of a functional level, rounded for print."""
    months = effective_months(appraisal)
    points = credit_points(level, signed.predicate, months) if signed else None
    return {
        "level": level,
        "coefficient": COEFFICIENT.get(level),
        "credit_points": rounded(points) if points is not None else None,
        "months": months,
    }


def effective_months(appraisal: Appraisal) -> int:
    """Months of the period in which the person worked under this appraisal; a month begun counts (our reading)."""
    period = appraisal.period
    rows = [row for row in appraisal.parties.all() if row.role == PartyRole.APPRAISEE]
    if not rows:
        return 0
    first = max(min(row.starts_on for row in rows), period.starts_on)
    last = min(max(row.ends_on or period.ends_on for row in rows), period.ends_on)
    return max((last.year - first.year) * 12 + last.month - first.month + 1, 0)


def _category(appraisal: Appraisal) -> str:
    posts: list[Placement] = getattr(appraisal.employee, "posts", [])
    return posts[-1].position.get_category_display() if posts else ""


def zipped(path: Path, files: Iterable[Path]) -> Path:
    """Several files as one download."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    return path
