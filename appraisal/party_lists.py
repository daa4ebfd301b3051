"""Lists of the desk as files: who stands where, what waits to be recorded, what was extended or asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone

from appraisal import corrections, planned
from appraisal.correction_forms import CorrectionFilter
from appraisal.export_columns import of_person
from appraisal.export_kinds import CHUNK, Asked, Column, in_chunks, listing
from appraisal.models import CorrectionRequest, Extension, Period
from appraisal.team_forms import TeamFilter
from appraisal.vacancies import Vacancy, vacancies, vacant_rows
from appraisal.views import absences, clocks, on_behalf, parties, work_teams
from appraisal.views import corrections as correction_pages
from appraisal.views.shared import period_asked_for

OF_APPRAISAL = (
    *of_person(lambda row: row.appraisal.employee),
    Column("unit", "Unit kerja", lambda row: row.appraisal.unit.name),
)


# --- 'Menunggu dicatat' -------------------------------------------------------------------
listing(
    "daftar-menunggu-dicatat",
    "Menunggu dicatat",
    "Satu baris per langkah yang menunggu dicatat atas nama atasan tanpa akun.",
    page="on_behalf",
    rows=lambda asked: on_behalf.asked_for(asked.request, on_behalf.PersonFilter(asked.query)),
    columns=(
        *OF_APPRAISAL,
        Column("task", "Yang dicatat"),
        Column("behind", "Atas nama"),
        Column("due", "Batas"),
    ),
)


# --- extensions ---------------------------------------------------------------------------
def extensions(asked: Asked) -> Iterable[Extension]:
    opened = Period.objects.exclude(status=Period.Status.PREPARING)
    period = period_asked_for(asked.request, opened)
    return clocks.given_in(period, asked.by).iterator() if period else ()


def _reached(row: Extension) -> str:
    if row.appraisal is not None:
        return row.appraisal.employee.full_name
    return row.unit.name if row.unit else "Seluruh instansi"


listing(
    "daftar-perpanjangan",
    "Perpanjangan tenggat",
    "Satu baris per perpanjangan: tenggat apa, bagi siapa, sampai kapan, dan mengapa.",
    page="extensions",
    rows=extensions,
    columns=(
        Column("given_at", "Diberikan"),
        Column("clock", "Tenggat", lambda row: row.get_clock_display()),
        Column("window", "Evaluasi", lambda row: row.get_window_display()),
        Column("reached_whom", "Bagi", _reached),
        Column("until", "Sampai"),
        Column("reason", "Alasan"),
        Column("given_by", "Oleh", lambda row: row.given_by.full_name),
        Column("reached", "Tenggat yang berubah"),
    ),
)


# --- vacancies, plans, deputies -----------------------------------------------------------
def vacant(asked: Asked) -> Iterator[Vacancy]:
    today = timezone.localdate()
    rows = vacant_rows(parties.appraisals_visible_to(asked.request), today)
    for chunk in in_chunks(rows.iterator(CHUNK)):
        yield from vacancies(chunk, today)


listing(
    "daftar-penilai-kosong",
    "Penilai kosong",
    "Satu baris per pegawai yang penilainya atau atasan penilainya tidak ada, dengan usulan penggantinya.",
    page="vacant_posts",
    rows=vacant,
    columns=(
        *OF_APPRAISAL,
        Column("role", "Yang kosong", lambda row: row.role.label),
        Column("last", "Pejabat terakhir", lambda row: row.last.full_name if row.last else ""),
        Column("proposal", "Usulan"),
    ),
)
listing(
    "daftar-rencana-perubahan",
    "Rencana perubahan",
    "Satu baris per perubahan yang direncanakan untuk hari lain.",
    page="plans",
    rows=lambda asked: (
        planned.visible_to(asked.by)
        .select_related("appraisal__employee", "appraisal__unit", "unit", "appraiser", "reviewer")
        .order_by("on_day", "pk")
        .iterator()
    ),
    columns=(
        *OF_APPRAISAL,
        Column("kind", "Jenis", lambda row: row.get_kind_display()),
        Column("on_day", "Berlaku mulai"),
        Column("to", "Unit baru", lambda row: row.unit.name if row.unit else ""),
        Column("appraiser", "Penilai baru", lambda row: row.appraiser.full_name if row.appraiser else ""),
        Column("note", "Keterangan"),
        Column("refusal", "Belum terlaksana karena"),
    ),
)
listing(
    "daftar-plt",
    "Plt dan Plh",
    "Satu baris per penunjukan yang masih berlaku atau akan berlaku.",
    page="delegations",
    rows=lambda asked: absences.deputies_of_desk(asked.request).iterator(),
    columns=(
        *of_person(lambda row: row.employee),
        Column("kind", "Jenis", lambda row: row.get_kind_display()),
        Column("unit", "Unit", lambda row: row.unit.name),
        Column("starts_on", "Mulai"),
        Column("ends_on", "Sampai"),
    ),
)


# --- 'Ini keliru' ---------------------------------------------------------------------------
def asked_corrections(asked: Asked) -> Iterator[CorrectionRequest]:
    rows = correction_pages.narrowed(corrections.administered_by(asked.by), CorrectionFilter(asked.query))
    complete = rows.select_related("appraisal__employee", "appraisal__unit", "asked_by", "answered_by")
    return complete.order_by("asked_at", "pk").iterator(CHUNK)


listing(
    "daftar-koreksi",
    "Permintaan koreksi",
    "Satu baris per permintaan «ini keliru» dan jawabannya.",
    page="corrections",
    rows=asked_corrections,
    columns=(
        *OF_APPRAISAL,
        Column("about", "Yang keliru", lambda row: row.get_about_display()),
        Column("text", "Seharusnya"),
        Column("asked_by", "Diminta oleh", lambda row: row.asked_by.full_name),
        Column("asked_at", "Diminta"),
        Column("answer", "Jawaban", lambda row: row.get_answer_display()),
        Column("answer_text", "Penjelasan"),
        Column("answered_at", "Dijawab"),
    ),
)

# --- work teams -----------------------------------------------------------------------------
listing(
    "daftar-tim-kerja",
    "Tim kerja",
    "Satu baris per tim: ketuanya, unitnya, masa kerjanya, dan banyak anggotanya.",
    page="work_teams",
    rows=lambda asked: work_teams.asked_for(asked.request, TeamFilter(asked.query)).iterator(),
    columns=(
        Column("team", "Tim", lambda row: row.name),
        Column("unit", "Unit kerja", lambda row: row.unit.name),
        Column("leader", "Ketua", lambda row: row.leader.full_name if row.leader else ""),
        Column("people", "Anggota"),
        Column("starts_on", "Mulai"),
        Column("ends_on", "Sampai"),
        Column("decree", "Surat keputusan"),
    ),
)
