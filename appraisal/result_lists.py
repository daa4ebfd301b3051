"""Lists of results at the desk as files: reporting, spread, patterns of ratings, BKN, recommendations, units."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from appraisal import national_results
from appraisal.export_columns import of_person
from appraisal.export_kinds import CHUNK, Asked, Column, in_chunks, listing
from appraisal.export_lines import SPREAD_COLUMNS
from appraisal.fairness import FEWEST
from appraisal.national_results import State
from appraisal.views import distribution, national, rating_patterns, recommendations, reports
from appraisal.views.rating_patterns import Line
from appraisal.views.reports import ReportRow

# --- reports to the PyB -----------------------------------------------------------------
listing(
    "daftar-pelaporan-unit",
    "Pelaporan per unit",
    "Satu baris per unit: dokumen yang diterima, belum, terlambat, dan yang belum ditandatangani.",
    page="desk_reports",
    rows=lambda asked: reports.units_asked_for(asked.request)[2],
    columns=(
        Column("unit", "Unit kerja", lambda row: row.unit.name),
        Column("sent", "Diterima"),
        Column("missing", "Belum dilaporkan"),
        Column("late", "Terlambat"),
        Column("unsigned", "Belum ditandatangani"),
    ),
)


def report_rows(asked: Asked) -> Iterator[ReportRow]:
    _form, rows = reports.names_asked_for(asked.request)
    for chunk in in_chunks(rows.iterator(CHUNK)):
        yield from reports.rows_of(chunk, timezone.localdate(), mine=False)


listing(
    "daftar-pelaporan",
    "Daftar pelaporan",
    "Satu baris per dokumen yang harus dilaporkan, dengan pelapor, batas, dan keadaannya.",
    page="desk_report_list",
    rows=report_rows,
    columns=(
        *of_person(lambda row: row.report.evaluation.appraisal.employee),
        Column("unit", "Unit kerja", lambda row: row.report.evaluation.appraisal.unit.name),
        Column("window", "Evaluasi", lambda row: str(row.report.evaluation.get_window_display())),
        Column("form", "Formulir", lambda row: row.report.form),
        Column("sender", "Pelapor", lambda row: row.report.sender.full_name),
        Column("receiver", "Penerima", lambda row: row.report.receiver),
        Column("due_on", "Batas", lambda row: row.report.due_on),
        Column("label", "Keadaan"),
        Column("sent_at", "Dilaporkan", lambda row: row.report.sent_at),
    ),
)

# --- how predicates are spread ------------------------------------------------------------
listing(
    "daftar-sebaran",
    "Sebaran predikat",
    "Satu baris per unit: predikat yang sudah ditetapkan, letaknya terhadap panduan, dan alasannya.",
    page="desk_distribution",
    rows=lambda asked: distribution.shown(asked.request),
    columns=SPREAD_COLUMNS,
)

# --- patterns of ratings ------------------------------------------------------------------
LEVELS = (
    "Hasil di atas", "Hasil sesuai", "Hasil di bawah", "Perilaku di atas", "Perilaku sesuai", "Perilaku di bawah",
)  # fmt: skip


def pattern_lines(asked: Asked) -> Iterator[Line]:
    """What is suppressed on the page is suppressed here."""
    found = rating_patterns.Asked.of(asked.request, rating_patterns.of_desk(asked.request))
    return (Line.of(one) for one in found.rows.iterator(CHUNK))


def _level(number: int) -> Column:
    return Column(f"level_{number}", LEVELS[number], lambda line: line.given(number))


def _findings(line: Line) -> str:
    few = line.pattern.people < FEWEST
    return "; ".join(line.words) or (f"kurang dari {FEWEST} pegawai" if few else "")


listing(
    "daftar-keadilan",
    "Keadilan penilaian",
    "Satu baris per pejabat penilai atau unit: rating yang diberikan dan temuannya.",
    page="rating_patterns",
    rows=pattern_lines,
    columns=(
        *of_person(lambda line: line.pattern.appraiser),
        Column("unit", "Unit kerja", lambda line: line.pattern.unit.name),
        Column(
            "window",
            "Evaluasi",
            lambda line: f"{line.pattern.get_window_display()} {line.pattern.period.year}",
        ),
        Column("people", "Pegawai dinilai", lambda line: line.pattern.people),
        *map(_level, range(len(LEVELS))),
        Column("findings", "Temuan", _findings),
    ),
)

# --- beside e-Kinerja BKN -----------------------------------------------------------------
listing(
    "daftar-bkn",
    "Rekonsiliasi e-Kinerja BKN",
    "Satu baris per pegawai: predikat di sini di samping yang tercatat di BKN.",
    page="national_results",
    rows=lambda asked: national.Asked.of(asked.request).rows.iterator(CHUNK),
    columns=(
        *of_person(lambda row: row),
        Column("unit_name", "Unit kerja"),
        Column("here", "Predikat di sini", lambda row: national_results.label(row.here)),
        Column("there", "Predikat di BKN", lambda row: national_results.label(row.there)),
        Column("state", "Keadaan", lambda row: State(row.state).label),
        Column("read_on", "Dibaca dari BKN"),
    ),
)

# --- recommendations ----------------------------------------------------------------------
listing(
    "daftar-rekomendasi",
    "Daftar rekomendasi",
    "Satu baris per rekomendasi: pelaksana, tenggat, dan tindak lanjutnya.",
    page="desk_recommendations",
    rows=lambda asked: recommendations.asked_for(asked.request).iterator(CHUNK),
    columns=(
        *of_person(lambda row: row.evaluation.appraisal.employee),
        Column("unit", "Unit kerja", lambda row: row.evaluation.appraisal.unit.name),
        Column("text", "Rekomendasi"),
        Column("owner", "Pelaksana", lambda row: row.owner.full_name if row.owner else ""),
        Column("due_on", "Tenggat"),
        Column("status", "Keadaan", lambda row: row.get_status_display()),
        Column("followed_note", "Tindak lanjut"),
        Column("followed_at", "Dicatat"),
    ),
)
