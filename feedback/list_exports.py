"""Lists of feedback at the desk as files."""

from __future__ import annotations

from django.utils import timezone

from appraisal.export_kinds import CHUNK, Column, listing
from feedback import citizen_views, service_point_views
from feedback.citizen_forms import PointFilter, QueueFilter

listing(
    "daftar-titik-layanan",
    "Titik layanan",
    "Satu baris per layanan atau loket yang dinilai masyarakat.",
    page="service_points",
    rows=lambda asked: service_point_views.asked_for(asked.request, PointFilter(asked.query)).iterator(),
    columns=(
        Column("unit", "Unit kerja", lambda row: row.unit.name),
        Column("name", "Layanan"),
        Column("active", "Menerima penilaian", lambda row: "Ya" if row.active else "Tidak"),
        Column("waiting", "Menunggu diperiksa"),
    ),
)
listing(
    "daftar-penilaian-masyarakat",
    "Penilaian masyarakat",
    "Satu baris per penilaian yang masuk, tanpa identitas pengirimnya.",
    page="citizen_queue",
    rows=lambda asked: citizen_views.asked_for(asked.request, QueueFilter(asked.query)).iterator(CHUNK),
    columns=(
        Column("received_on", "Diterima", lambda row: timezone.localdate(row.received_at)),
        Column("unit", "Unit kerja", lambda row: row.point.unit.name),
        Column("point", "Layanan", lambda row: row.point.name),
        Column("score", "Nilai"),
        Column("text", "Cerita"),
        Column("status", "Keadaan", lambda row: row.get_status_display()),
        Column("reply", "Balasan"),
        Column("reply_days", "Hari kerja sampai dibalas"),
    ),
)
