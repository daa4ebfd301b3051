"""What a year left to do and what came of it: reports to the PyB, objections, awards, sanctions, credit points."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from appraisal import awards, objection_list
from appraisal.export_columns import OF_EVALUATION, WITH_EVALUATION, of_person
from appraisal.export_kinds import CHUNK, Asked, Column, Kind, Sheet, register
from appraisal.export_lines import COLUMNS, Line
from appraisal.models import Award, Objection, Report, Sanction
from appraisal.year_exports import report_of
from employees.models import Placement


# --- reports to the PyB (text lines 4694-4795) ------------------------------------------
def sent_on(report: Report) -> date | None:
    return timezone.localdate(report.sent_at) if report.sent_at else None


def reports_due(asked: Asked) -> Iterator[tuple[Report, date]]:
    """Those that stand, with the day as of which an unsent one is late."""
    rows = Report.objects.filter(
        replaced_by__isnull=True, evaluation__appraisal__period=asked.year,
        evaluation__appraisal__unit__in=asked.units.values("pk"),
    ).select_related(*WITH_EVALUATION, "sender", "sent_by")  # fmt: skip
    ordered = rows.order_by("due_on", "evaluation__appraisal__employee__sort_name", "pk")
    return ((report, asked.day) for report in ordered.iterator(CHUNK))


def days_late(report: Report, day: date) -> int:
    return max(((sent_on(report) or day) - report.due_on).days, 0)


def standing(report: Report, day: date) -> str:
    if report.sent_at is not None:
        return "Dilaporkan terlambat" if days_late(report, day) else "Dilaporkan"
    return "Terlambat" if days_late(report, day) else "Belum dilaporkan"


def _reported(column: Column) -> Column:
    return Column(column.key, column.heading, lambda row: column.cell(row[0]))


REPORT_COLUMNS = (
    *(_reported(column) for column in OF_EVALUATION),
    Column("form", "Formulir", lambda row: row[0].form),
    Column("signed_on", "Ditetapkan", lambda row: timezone.localdate(row[0].signed_at)),
    Column("sender_nip", "NIP pelapor", lambda row: row[0].sender.nip),
    Column("sender", "Pelapor", lambda row: row[0].sender.full_name),
    Column("receiver", "Penerima", lambda row: row[0].receiver),
    Column("due_on", "Batas pelaporan", lambda row: row[0].due_on),
    Column("sent_on", "Dilaporkan", lambda row: sent_on(row[0])),
    Column("sent_by", "Dikirim oleh", lambda row: row[0].sent_by.full_name if row[0].sent_by else ""),
    Column("disputed", "Dalam keberatan", lambda row: "Ya" if row[0].disputed else "Tidak"),
    Column("standing", "Keadaan", lambda row: standing(*row)),
    Column("days_late", "Hari terlambat", lambda row: days_late(*row)),
)
REPORTS = register(
    Kind(
        "pelaporan",
        "Pelaporan kepada PyB",
        "Satu baris per dokumen yang ditetapkan: siapa melaporkan, kapan, dan berapa hari terlambat.",
        [Sheet("Pelaporan", REPORT_COLUMNS, reports_due)],
        total=lambda asked: Report.objects.filter(
            replaced_by__isnull=True, evaluation__appraisal__period=asked.year
        ).count(),
    )
)


# --- objections (text lines 4866-4890) --------------------------------------------------
def objections(asked: Asked) -> Iterator[Objection]:
    rows = objection_list.of_period(asked.year, asked.units).select_related(*WITH_EVALUATION, "decided_by")
    return rows.order_by("filed_at", "pk").iterator(CHUNK)


def outcome(row: Objection) -> str:
    if row.withdrawn_at is not None:
        return "Ditarik kembali"
    return row.get_decision_display() if row.decision else "Menunggu putusan"


def _day(name: str) -> Column:
    """A moment of the row as its day."""
    headings = {
        "filed_at": "Diajukan",
        "appraisee_explained_at": "Penjelasan pegawai",
        "appraiser_explained_at": "Penjelasan penilai",
        "decided_at": "Tanggal putusan",
    }
    return Column(
        name, headings[name], lambda row: timezone.localdate(found) if (found := getattr(row, name)) else None
    )


OBJECTION_COLUMNS = (
    *OF_EVALUATION,
    _day("filed_at"),
    Column("reasons", "Alasan keberatan"),
    _day("appraisee_explained_at"),
    _day("appraiser_explained_at"),
    Column("decide_due_on", "Batas putusan", lambda row: row.evaluation.decide_due_on),
    Column("outcome", "Keadaan", outcome),
    Column("decided_by", "Pemutus", lambda row: row.decided_by.full_name if row.decided_by else ""),
    _day("decided_at"),
    Column("decision_text", "Putusan dan rekomendasi"),
)
OBJECTIONS = register(
    Kind(
        "keberatan",
        "Keberatan setahun",
        "Satu baris per keberatan: alasan, penjelasan kedua pihak, dan putusannya.",
        [Sheet("Keberatan", OBJECTION_COLUMNS, objections)],
        total=lambda asked: objection_list.of_period(asked.year, asked.units).count(),
    )
)


# --- awards -----------------------------------------------------------------------------
def rounds(asked: Asked) -> QuerySet[Award]:
    """Of this desk's units in the year; those of the whole agency where no unit was chosen."""
    rows = Award.objects.at_desk(asked.by).filter(month__year=asked.year.year)
    if asked.unit is not None:
        rows = rows.filter(unit__in=asked.units.values("pk"))
    return rows.select_related("unit", "winner").order_by("month", "pk")


AWARD_COLUMNS = (
    Column("month", "Bulan"),
    Column("title", "Penghargaan"),
    Column("kind", "Jenis", lambda row: row.get_kind_display()),
    Column("for_unit", "Untuk unit", lambda row: row.unit.name if row.unit else "Seluruh instansi"),
    Column("stage", "Keadaan", lambda row: awards.STAGE_LABELS[awards.stage(row)]),
    *of_person(lambda row: row.winner),
    Column("winner_position", "Jabatan penerima"),
    Column("winner_unit", "Unit penerima"),
    Column("votes_won", "Suara penerima"),
    Column("votes_cast", "Suara masuk"),
    Column("reason", "Alasan"),
    Column("decree", "Nomor keputusan"),
    Column(
        "decided_on", "Diumumkan", lambda row: timezone.localdate(row.decided_at) if row.decided_at else None
    ),
    Column("siasn", "Kode SIASN", lambda row: row.siasn_code),
)
AWARDS = register(
    Kind(
        "penghargaan",
        "Penghargaan setahun",
        "Satu baris per penghargaan yang dibuka pada tahun itu, dengan penerima dan alasannya.",
        [Sheet("Penghargaan", AWARD_COLUMNS, lambda asked: rounds(asked).iterator())],
        total=lambda asked: rounds(asked).count(),
    )
)


# --- sanctions (PP 94/2021): personnel of the person's unit alone -------------------------
def sanctions(asked: Asked) -> QuerySet[Sanction]:
    """Decided in the year, or with a term that reached into it."""
    year = asked.year
    told = Q(decided_on__year=year.year) | Q(starts_on__lte=year.ends_on, ends_on__gte=year.starts_on)
    rows = Sanction.objects.at_desk(asked.by).filter(told)
    if asked.unit is not None:
        placed = Placement.objects.definitive().filter(unit__in=asked.units.values("pk"))
        rows = rows.filter(employee__in=placed.values("employee"))
    return rows.select_related("employee").order_by("decided_on", "pk")


SANCTION_COLUMNS = (
    *of_person(lambda row: row.employee),
    Column("level", "Tingkat", lambda row: row.level.label),
    Column("kind", "Jenis hukuman", lambda row: row.get_kind_display()),
    Column("violation", "Pelanggaran"),
    Column("decree", "Nomor keputusan"),
    Column("decided_by_whom", "Pejabat yang menghukum"),
    Column("decided_on", "Tanggal keputusan"),
    Column("starts_on", "Berlaku mulai"),
    Column("ends_on", "Berlaku sampai"),
    Column(
        "revoked_on", "Dicabut", lambda row: timezone.localdate(row.revoked_at) if row.revoked_at else None
    ),
    Column("revoked_reason", "Alasan dicabut"),
)
SANCTIONS = register(
    Kind(
        "hukuman",
        "Hukuman disiplin setahun",
        "Satu baris per hukuman yang diputuskan atau berlaku pada tahun itu. Hanya untuk pengelola unitnya.",
        [Sheet("Hukuman disiplin", SANCTION_COLUMNS, lambda asked: sanctions(asked).iterator())],
        total=lambda asked: sanctions(asked).count(),
    )
)


# --- credit points (PermenPANRB 1/2023) -------------------------------------------------
CREDIT_KEYS = (
    "nip", "name", "rank", "position", "level", "unit", "office", "year", "predicate", "coefficient", "months",
    "credit_points", "credit_detail", "signed_on", "status",
)  # fmt: skip
_BY_KEY = {column.key: column for column in COLUMNS}


def earned(asked: Asked) -> Iterator[Line]:
    """Whose yearly result earned points, whatever became of the appraisal."""
    return (line for line in report_of(asked).lines(Q()) if line.credit_points is not None)


CREDIT = register(
    Kind(
        "angka-kredit",
        "Angka kredit setahun",
        "Satu baris per pejabat fungsional dengan angka kredit dari predikatnya, jenjang demi jenjang.",
        [Sheet("Angka kredit", [_BY_KEY[key] for key in CREDIT_KEYS], earned)],
        total=lambda asked: report_of(asked).total(),
    )
)
