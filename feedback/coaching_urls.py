"""Addresses of guidance (bimbingan) and counselling (konseling)."""

from django.urls import path

from feedback import coaching_views, counselling_views

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
counselling_patterns = [
    path("perilaku/kinerja/<uuid:uuid>/", counselling_views.behaviours, name="behaviours"),
    path("perilaku/kinerja/<uuid:uuid>/sampaikan/", counselling_views.behaviour_new, name="behaviour_new"),
    path("perilaku/<uuid:uuid>/", counselling_views.behaviour, name="behaviour"),
    path("perilaku/<uuid:uuid>/tanggapan/", counselling_views.behaviour_reply, name="behaviour_reply"),
    path("perilaku/<uuid:uuid>/berubah/", counselling_views.behaviour_improved, name="behaviour_improved"),
    path("perilaku/<uuid:uuid>/lapor/", counselling_views.behaviour_report, name="behaviour_report"),
    path("perilaku/<uuid:uuid>/cetak/", counselling_views.behaviour_print, name="behaviour_print"),
    path("bkd/konseling/", counselling_views.counselling_cases, name="counselling_cases"),
    path("bkd/konseling/<uuid:uuid>/petugas/", counselling_views.case_officers, name="case_officers"),
    path("konseling/<uuid:uuid>/", counselling_views.counselling_page, name="counselling"),
    path("konseling/<uuid:uuid>/jadwal/", counselling_views.counselling_appoint, name="counselling_appoint"),
    path("konseling/<uuid:uuid>/tidak/", counselling_views.counselling_decline, name="counselling_decline"),
    path("konseling/<uuid:uuid>/rekaman/", counselling_views.counselling_record, name="counselling_record"),
    path(
        "konseling/<uuid:uuid>/tindak-lanjut/",
        counselling_views.counselling_follow_up,
        name="counselling_follow_up",
    ),
]
