"""What one row of the yearly report says, and what is read for it. Columns are declared once, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from appraisal import siasn
from appraisal.credit import COEFFICIENT
from appraisal.credit_record import Earned
from appraisal.distribution_reasons import Pattern
from appraisal.models import (
    Appraisal,
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
from appraisal.tabular import Cell
from appraisal.unit_results import Results, UnitResult
from employees.models import Placement

ROLES = (PartyRole.APPRAISEE, PartyRole.APPRAISER, PartyRole.REVIEWER)


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
    credit_detail: str
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
    Column("Rincian AK", "credit_detail"),
    Column("Status evaluasi", "status"),
)
CLOSED_COLUMNS = (*COLUMNS, Column("Alasan ditutup", "closed_reason"))
OF_THE_YEAR = {
    "coefficient",
    "credit_points",
    "months",
    "credit_detail",
}  # credit points follow the yearly result
PERIODIC_COLUMNS = tuple(column for column in CLOSED_COLUMNS if column.attribute not in OF_THE_YEAR)


def complete(rows: QuerySet[Appraisal], period: Period, windows: Q) -> QuerySet[Appraisal]:
    """Everything a line needs, by a constant number of queries per chunk; evaluations of these windows."""
    ratings = OverallRating.objects.filter(given_at__isnull=False)
    evaluations = Evaluation.objects.filter(windows).exclude(status=EvaluationStatus.VOID)
    posts = Placement.objects.definitive().filter(starts_on__lte=period.ends_on).select_related("position")
    return (
        rows.select_related("employee", "unit", "period")
        .prefetch_related(
            Prefetch("parties", Party.objects.select_related("employee")),
            Prefetch(
                "evaluations", evaluations.prefetch_related(Prefetch("ratings", ratings)), to_attr="told"
            ),
            Prefetch("employee__placements", posts.order_by("starts_on"), to_attr="posts"),
        )
        .order_by("employee__sort_name", "pk")
    )


def evaluations_of(appraisal: Appraisal) -> list[Evaluation]:
    """The evaluations out of what `complete` fetched, with their appraisal at hand."""
    found: list[Evaluation] = vars(appraisal)["told"]
    for evaluation in found:
        evaluation.appraisal = appraisal
    return found


def line_of(
    appraisal: Appraisal, evaluation: Evaluation | None, results: Results, earned: Earned | None = None
) -> Line:
    """Who, where and how it stands; `_rated` and `_earned` add what was signed and what it earned."""
    signed = evaluation if evaluation is not None and evaluation.status in SIGNED else None
    signed_on = timezone.localdate(signed.signed_at) if signed and signed.signed_at else None
    day = signed_on or min(timezone.localdate(), appraisal.period.ends_on)
    person, appraiser, reviewer = (snapshot(appraisal, role, day) for role in ROLES)
    counted = results.counted(appraisal, evaluation.window if evaluation else WindowCode.YEAR)
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
        **_earned(person.level if person else "", earned),
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


def _earned(level: str, earned: Earned | None) -> dict[str, Any]:
    """The level's coefficient, and what the yearly result earned once it counts: in all and level by level."""
    year = earned.year if earned else None
    parts = year.parts if year else []
    return {
        "level": level,
        "coefficient": COEFFICIENT.get(level),
        "credit_points": year.printed if year else None,
        "months": earned.months if earned else 0,
        "credit_detail": "; ".join(f"{part.level} {part.months} bulan" for part in parts),
    }


def _category(appraisal: Appraisal) -> str:
    posts: list[Placement] = getattr(appraisal.employee, "posts", [])
    return posts[-1].position.get_category_display() if posts else ""


SPREAD_HEADINGS = (
    "Unit kerja", "Periode", "Predikat organisasi", *PREDICATE_LABELS.values(), "Di luar panduan", "Alasan sebaran",
    "Ditulis oleh", "Tanggal alasan",
)  # fmt: skip


def spread_row(pattern: Pattern) -> list[Cell]:
    """One unit and window of the sheet 'Sebaran'."""
    result, reason = pattern.result, pattern.reason
    return [
        result.unit.name if result else "",
        pattern.window_label,
        result.words if result and result.row else "",
        *(pattern.counts[predicate] for predicate in PREDICATE_LABELS),
        " ".join(pattern.warnings),
        reason.text if reason else "",
        reason.written_by.full_name if reason else "",
        timezone.localdate(reason.saved_at) if reason else None,
    ]
