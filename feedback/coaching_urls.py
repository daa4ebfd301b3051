"""Addresses of guidance (bimbingan)."""

from django.urls import path

from feedback import coaching_views

coaching_patterns = [
    path("bimbingan/", coaching_views.coachings, name="coachings"),
    path("bimbingan/kinerja/<uuid:uuid>/", coaching_views.appraisal_coachings, name="appraisal_coachings"),
    path("bimbingan/kinerja/<uuid:uuid>/mulai/", coaching_views.coaching_new, name="coaching_new"),
    path("bimbingan/<uuid:uuid>/", coaching_views.coaching_page, name="coaching"),
    path("bimbingan/<uuid:uuid>/persiapan/", coaching_views.coaching_prepare, name="coaching_prepare"),
    path("bimbingan/<uuid:uuid>/pertemuan/", coaching_views.coaching_meet, name="coaching_meet"),
    path("bimbingan/<uuid:uuid>/langkah/", coaching_views.coaching_step_new, name="coaching_step_new"),
    path(
        "bimbingan/<uuid:uuid>/langkah/<uuid:step>/",
        coaching_views.coaching_step_settle,
        name="coaching_step_settle",
    ),
    path("bimbingan/<uuid:uuid>/akhiri/", coaching_views.coaching_end, name="coaching_end"),
    path("bimbingan/<uuid:uuid>/pandangan/", coaching_views.coaching_view, name="coaching_view"),
    path("bimbingan/<uuid:uuid>/kompetensi/", coaching_views.coaching_competence, name="coaching_competence"),
    path("bimbingan/<uuid:uuid>/tindak-lanjut/", coaching_views.coaching_decide, name="coaching_decide"),
    path("bimbingan/<uuid:uuid>/cetak/", coaching_views.coaching_print, name="coaching_print"),
    path("bkd/bimbingan/", coaching_views.desk_coaching, name="desk_coaching"),
]
