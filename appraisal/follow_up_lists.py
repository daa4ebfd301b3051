"""Lists of the desk as files: awards, sanctions, improvement, reminders, agreements, criteria, calibrations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from appraisal import criteria, promotion
from appraisal.awards import STAGE_LABELS, stage
from appraisal.calls import CALL_LABELS, Call
from appraisal.export_columns import of_person
from appraisal.export_kinds import CHUNK, Asked, Column, in_chunks, listing
from appraisal.models import Award, Calibration, Criterion
from appraisal.sanction_forms import SanctionFilter
from appraisal.views import agreements, calibration, improvement, reminders, sanctions
from appraisal.views import criteria as criterion_pages
from appraisal.views import promotion as promotions
from appraisal.views.agreements import UnitRow
from appraisal.views.reminders import Logged

# --- awards, sanctions, improvement -------------------------------------------------------
listing(
    "daftar-penghargaan",
    "Penghargaan",
    "Satu baris per penghargaan yang dibuka di meja ini.",
    page="desk_awards",
    rows=lambda asked: (
        Award.objects.at_desk(asked.by).select_related("unit", "winner").order_by("-month", "-pk").iterator()
    ),
    columns=(
        Column("month", "Bulan"),
        Column("title", "Penghargaan"),
        Column("for_unit", "Untuk unit", lambda row: row.unit.name if row.unit else "Seluruh instansi"),
        Column("stage", "Keadaan", lambda row: STAGE_LABELS[stage(row)]),
        *of_person(lambda row: row.winner),
        Column("reason", "Alasan"),
        Column("decree", "Nomor keputusan"),
    ),
)
listing(
    "daftar-hukuman",
    "Hukuman disiplin",
    "Satu baris per hukuman menurut saringan daftar. Hanya untuk pengelola unitnya.",
    page="desk_sanctions",
    rows=lambda asked: sanctions.asked_for(asked.request, SanctionFilter(asked.query)).iterator(),
    columns=(
        *of_person(lambda row: row.employee),
        Column("level", "Tingkat", lambda row: row.level.label),
        Column("kind", "Jenis hukuman", lambda row: row.get_kind_display()),
        Column("decree", "Nomor keputusan"),
        Column("decided_on", "Tanggal keputusan"),
        Column("starts_on", "Berlaku mulai"),
        Column("ends_on", "Berlaku sampai"),
        Column("standing", "Keadaan", lambda row: row.standing[0]),
    ),
)
listing(
    "daftar-perbaikan",
    "Rencana perbaikan",
    "Satu baris per rencana perbaikan kinerja dan hasilnya.",
    page="desk_improvements",
    rows=lambda asked: improvement.plans_of_desk(asked.request).iterator(),
    columns=(
        *of_person(lambda row: row.employee),
        Column("starts_on", "Mulai"),
        Column("ends_on", "Sampai"),
        Column("goals", "Yang harus membaik"),
        Column("standing", "Keadaan", lambda row: row.standing[0]),
        Column("outcome", "Hasil", lambda row: row.get_outcome_display()),
        Column("outcome_note", "Alasan hasil"),
    ),
)


def candidates(asked: Asked) -> Iterator[promotion.Line]:
    """Each condition with its figure, as the page says it."""
    found = promotion.standard()
    shown = promotion.seen_by(asked.by, found)
    form, rows, everybody = promotions.asked_for(asked.request, found)
    for posts in in_chunks(iter(form.narrowed(everybody))):
        yield from promotion.lines(promotions.named(rows, posts), found, shown, everybody)


def _checks(line: promotion.Line, *, met: bool) -> str:
    return "; ".join(_check(one) for one in line.checks if one.met == met)


def _check(check: promotion.Check) -> str:
    """'Predikat: 2025 Cukup (Predikat 2025 di bawah Baik)', in the words of the page."""
    missing = f" ({check.told.missing.rstrip('.')})" if check.told.missing and not check.met else ""
    return f"{check.short}: {check.told.figure}{missing}"


listing(
    "daftar-calon-promosi",
    "Calon promosi",
    "Satu baris per PNS menurut saringan daftar, dengan syarat yang terpenuhi dan yang belum. Bukan keputusan.",
    page="desk_promotions",
    rows=candidates,
    columns=(
        *of_person(lambda line: line.post.employee),
        Column("position", "Jabatan", lambda line: line.post.position.title),
        Column("unit", "Unit kerja", lambda line: line.post.unit.name),
        Column("met", "Syarat terpenuhi", lambda line: _checks(line, met=True)),
        Column("lacking", "Syarat yang belum", lambda line: _checks(line, met=False)),
    ),
)


# --- reminders ----------------------------------------------------------------------------
def reminded(asked: Asked) -> Iterator[Logged]:
    _form, rows = reminders.asked_for(asked.request)
    for chunk in in_chunks(rows.iterator(CHUNK)):
        yield from reminders.logged(asked.request, chunk)


listing(
    "daftar-pengingat",
    "Catatan pengingat",
    "Satu baris per pengingat: kepada siapa, kapan, menurut aturan mana, dan bagaimana surelnya.",
    page="reminder_log",
    rows=reminded,
    columns=(
        Column("day", "Tanggal", lambda row: row.reminder.day),
        *of_person(lambda row: row.reminder.employee),
        Column("stage", "Tahap"),
        Column("rule", "Panggilan", lambda row: CALL_LABELS[Call(row.reminder.call)]),
        Column("title", "Isi", lambda row: row.reminder.title),
        Column("mail", "Surel", lambda row: row.reminder.get_mail_display()),
        Column("mail_at", "Surel terkirim", lambda row: row.reminder.mail_at),
        Column("error", "Kesalahan"),
    ),
)


# --- agreements and criteria ----------------------------------------------------------------
def agreement_rows(asked: Asked) -> Iterator[UnitRow]:
    _years, period = agreements.periods_of(asked.request)
    if period is None:
        return
    told = asked.query
    units = agreements.listed_units(asked.by, period, told.get("q", ""), told.get("tampil", ""))
    for chunk in in_chunks(units.iterator(CHUNK)):
        yield from agreements.rows_of(chunk, period)


listing(
    "daftar-perjanjian",
    "Perjanjian kinerja",
    "Satu baris per unit: apakah perjanjian kinerjanya ada dan berapa indikatornya.",
    page="agreements",
    rows=agreement_rows,
    columns=(
        Column("unit", "Unit", lambda row: row.unit.name),
        Column("head", "Pimpinan", lambda row: row.unit.head.full_name if row.unit.head else ""),
        Column("indicators", "Indikator"),
        Column("number", "Nomor", lambda row: row.agreement.number if row.agreement else ""),
        Column("signed_on", "Tanggal", lambda row: row.agreement.signed_on if row.agreement else None),
    ),
)


def shown_criteria(asked: Asked) -> Iterable[Criterion]:
    period = criterion_pages.asked_period(asked.request)
    return criteria.shown_to(asked.by, period) if period else ()


listing(
    "daftar-kriteria",
    "Kriteria",
    "Satu baris per kriteria dengan arti tiap tingkatnya.",
    page="criteria",
    rows=shown_criteria,
    columns=(
        Column("criterion", "Kriteria", lambda row: row.name),
        Column("unit", "Berlaku bagi", lambda row: row.unit.name if row.unit else "Seluruh instansi"),
        Column("source", "Sumber", lambda row: row.get_source_display()),
        Column("above", "Di atas ekspektasi"),
        Column("meets", "Sesuai ekspektasi"),
        Column("below", "Di bawah ekspektasi"),
        Column("published_at", "Terbit"),
    ),
)
listing(
    "daftar-kalibrasi",
    "Sesi kalibrasi",
    "Satu baris per sesi yang boleh Anda buka.",
    page="calibrations",
    rows=lambda asked: calibration.listed(Calibration.objects.visible_to(asked.by)).iterator(),
    columns=(
        Column("unit", "Unit", lambda row: row.unit.name),
        Column("window", "Evaluasi", lambda row: row.get_window_display()),
        Column("year", "Tahun", lambda row: row.period.year),
        Column("led_by", "Dipimpin", lambda row: row.led_by.full_name),
        Column("appraisers", "Pejabat penilai"),
        Column("changed", "Rating diubah"),
        Column("opened_at", "Dibuka"),
        Column("locked_at", "Dikunci"),
    ),
)
