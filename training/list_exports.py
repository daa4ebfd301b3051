"""Lists of training at the desk as files."""

from __future__ import annotations

from appraisal.export_columns import of_person
from appraisal.export_kinds import CHUNK, Column, listing
from training.forms import CourseFilter
from training.views import desk, followed, hours_desk, needs

listing(
    "daftar-jp",
    "JP pegawai",
    "Satu baris per PNS dengan JP yang diakui dan yang masih kurang.",
    page="desk_hours",
    rows=lambda asked: hours_desk.asked_for(asked.request)[2].iterator(CHUNK),
    columns=(
        *of_person(lambda row: row),
        Column("unit_name", "Unit kerja"),
        Column("hours", "JP diakui"),
        Column("missing", "Kurang JP"),
    ),
)
listing(
    "daftar-sertifikat",
    "Sertifikat yang menunggu",
    "Satu baris per sertifikat yang belum diverifikasi.",
    page="desk_training",
    rows=lambda asked: desk.unverified(asked.request).iterator(CHUNK),
    columns=(
        *of_person(lambda row: row.employee),
        Column("title", "Pelatihan"),
        Column("kind", "Jenis diklat", lambda row: row.get_kind_display()),
        Column("provider", "Penyelenggara"),
        Column("ends_on", "Selesai"),
        Column("hours", "JP"),
        Column("sent_at", "Dikirim"),
    ),
)
listing(
    "daftar-pelatihan",
    "Katalog pelatihan",
    "Satu baris per pelatihan di katalog.",
    page="desk_courses",
    rows=lambda asked: desk.offered(CourseFilter(asked.query)),
    columns=(
        Column("title", "Pelatihan"),
        Column("kind", "Jenis diklat", lambda row: row.get_kind_display()),
        Column("field", "Bidang", lambda row: row.get_field_display()),
        Column("hours", "JP"),
        Column("provider", "Penyelenggara"),
        Column("active", "Ditawarkan", lambda row: "Ya" if row.active else "Tidak"),
    ),
)
listing(
    "daftar-kebutuhan-pelatihan",
    "Analisis kebutuhan pelatihan",
    "Satu baris per kesenjangan dan unit: berapa pegawai, dan pelatihan yang menutupnya.",
    page="training_needs",
    rows=lambda asked: needs.narrowed(asked.request, needs.NeedsFilter(asked.query))[1],
    columns=(
        Column("source", "Asal"),
        Column("label", "Kesenjangan"),
        Column("unit", "Unit"),
        Column("people", "Jumlah pegawai"),
        Column("covering", "Pelatihan yang menutup"),
    ),
)
listing(
    "daftar-pengembangan",
    "Rekomendasi pengembangan",
    "Satu baris per kegiatan yang disepakati dalam dialog, dengan penanggung jawab dan hasilnya.",
    page="desk_development",
    rows=lambda asked: followed.asked_for(asked.request)[1].iterator(CHUNK),
    columns=(
        *of_person(lambda row: row.plan.employee),
        Column("unit", "Unit kerja", lambda row: row.evaluation.appraisal.unit.name),
        Column("text", "Kegiatan"),
        Column("owner", "Penanggung jawab", lambda row: row.owner.full_name),
        Column("due_on", "Tenggat"),
        Column("status", "Keadaan", lambda row: row.get_status_display()),
        Column("closed_at", "Diselesaikan"),
        Column("closed_note", "Hasil"),
    ),
)
