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
from appraisal.export_kinds import Column
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


COLUMNS = (
    Column("nip", "NIP"),
    Column("name", "Nama"),
    Column("rank", "Pangkat/gol. ruang"),
    Column("position", "Jabatan"),
    Column("category", "Jenis jabatan"),
    Column("level", "Jenjang"),
    Column("unit", "Unit kerja"),
    Column("office", "OPD"),
    Column("appraiser_nip", "NIP penilai"),
    Column("appraiser", "Nama penilai"),
    Column("reviewer_nip", "NIP atasan penilai"),
    Column("reviewer", "Nama atasan penilai"),
    Column("year", "Tahun"),
    Column("window", "Periode"),
    Column("results", "Rating hasil kerja"),
    Column("behaviour", "Rating perilaku kerja"),
    Column("predicate", "Predikat"),
    Column("unit_predicate", "Predikat organisasi"),
    Column("note", "Catatan"),
    Column("signed_on", "Tanggal penetapan"),
    Column("objection", "Status keberatan"),
    Column("coefficient", "Koefisien"),
    Column("credit_points", "AK konversi"),
    Column("months", "Bulan efektif"),
    Column("credit_detail", "Rincian AK"),
    Column("status", "Status evaluasi"),
)
CLOSED_COLUMNS = (*COLUMNS, Column("closed_reason", "Alasan ditutup"))
OF_THE_YEAR = {
    "coefficient",
    "credit_points",
    "months",
    "credit_detail",
}  # credit points follow the yearly result
PERIODIC_COLUMNS = tuple(column for column in CLOSED_COLUMNS if column.key not in OF_THE_YEAR)


def complete(
    rows: QuerySet[Appraisal], period: Period, windows: Q, parties: QuerySet[Party]
) -> QuerySet[Appraisal]:
    """Everything a line needs, by a constant number of queries per chunk; evaluations of these windows."""
    ratings = OverallRating.objects.filter(given_at__isnull=False)
    ratings = ratings.only("evaluation", "given_at", "results", "behaviour")
    evaluations = Evaluation.objects.filter(windows).exclude(status=EvaluationStatus.VOID)
    posts = Placement.objects.definitive().filter(starts_on__lte=period.ends_on).select_related("position")
    posts = posts.only("employee", "starts_on", "position__category")
    return (
        rows.select_related("employee", "unit")
        .prefetch_related(
            Prefetch("parties", parties.filter(role__in=ROLES)),
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


def _predicate_column(one: Predicate) -> Column:
    return Column(f"spread_{one.value.lower()}", PREDICATE_LABELS[one], lambda row: row.counts[one])


def _result_words(row: Pattern) -> str:
    return row.result.words if row.result and row.result.row else ""


# Of the table 'Sebaran': a row is a `Pattern`, the predicates of one unit and window.
SPREAD_COLUMNS = (
    Column("spread_unit", "Unit kerja", lambda row: row.result.unit.name if row.result else ""),
    Column("spread_window", "Periode", lambda row: row.window_label),
    Column("spread_result", "Predikat organisasi", _result_words),
    *(_predicate_column(one) for one in PREDICATE_LABELS),
    Column("spread_warnings", "Di luar panduan", lambda row: " ".join(row.warnings)),
    Column("spread_reason", "Alasan sebaran", lambda row: row.reason.text if row.reason else ""),
    Column("spread_by", "Ditulis oleh", lambda row: row.reason.written_by.full_name if row.reason else ""),
    Column(
        "spread_on",
        "Tanggal alasan",
        lambda row: timezone.localdate(row.reason.saved_at) if row.reason else None,
    ),
)
