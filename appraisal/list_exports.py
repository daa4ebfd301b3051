"""Lists of the desk as files ('Unduh daftar ini'): the rows of each page, all pages of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from appraisal.export_columns import of_person
from appraisal.export_forms import LogFilter
from appraisal.export_kinds import CHUNK, Asked, Column, in_chunks, listing
from appraisal.views.exports import log_of
from appraisal.views.objection_desk import Row, rows_of
from appraisal.views.objection_desk import asked_for as objections_asked_for
from employees.models import Job


# --- objections -------------------------------------------------------------------------
def objections(asked: Asked) -> Iterator[Row]:
    _period, _form, rows = objections_asked_for(asked.request)
    for chunk in in_chunks(rows.iterator(CHUNK)):
        yield from rows_of(chunk, timezone.localdate())


def _decider(row: Row) -> str:
    decided = row.objection.decided_by
    return decided.full_name if decided else row.objection.decider or ""


listing(
    "daftar-keberatan",
    "Daftar keberatan",
    "Satu baris per keberatan dengan keadaan, batas, dan pemutusnya.",
    page="desk_objections",
    rows=objections,
    columns=(
        *of_person(lambda row: row.objection.evaluation.appraisal.employee),
        Column("unit", "Unit kerja", lambda row: row.objection.evaluation.appraisal.unit.name),
        Column("window", "Evaluasi", lambda row: row.objection.evaluation.get_window_display()),
        Column("filed_at", "Diajukan", lambda row: timezone.localdate(row.objection.filed_at)),
        Column("label", "Keadaan"),
        Column("explain_due_on", "Batas penjelasan", lambda row: row.objection.explain_due_on),
        Column("limit", "Batas putusan"),
        Column("left", "Sisa hari kerja"),
        Column("decider", "Pemutus", _decider),
    ),
)


# --- the log of exports -----------------------------------------------------------------
def log(asked: Asked) -> Iterator[Job]:
    return log_of(asked.request, LogFilter(asked.query)).iterator(CHUNK)


listing(
    "catatan-ekspor",
    "Catatan ekspor",
    "Satu baris per ekspor: peminta, keperluan, isi, dan berapa kali diunduh.",
    page="export_log",
    rows=log,
    columns=(
        Column("created_at", "Diminta"),
        *of_person(lambda row: row.requested_by),
        Column("title", "Isi"),
        Column("purpose", "Keperluan"),
        Column("rows", "Baris"),
        Column("status", "Keadaan", lambda row: row.get_status_display()),
        Column("downloads", "Kali diunduh", lambda row: len(row.downloads.all())),
        Column("sha256", "SHA-256"),
    ),
)
