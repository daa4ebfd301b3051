"""Pages of feedback."""

from django.urls import path

from feedback import (
    answer_views,
    beside_views,
    citizen_public_views,
    citizen_views,
    colleague_views,
    guest_views,
    policy_views,
    rhythm_views,
    round_views,
    service_point_views,
    team_views,
    views,
)
from feedback.coaching_urls import coaching_patterns, counselling_patterns

notes_patterns = [
    path("umpan-balik/", views.feedback, name="feedback"),
    path("umpan-balik/tulis/", colleague_views.note_to, name="note_to"),
    path("umpan-balik/untuk/<uuid:uuid>/", colleague_views.colleague_note_new, name="colleague_note_new"),
    path("umpan-balik/kinerja/<uuid:uuid>/", views.appraisal_feedback, name="appraisal_feedback"),
    path("umpan-balik/kinerja/<uuid:uuid>/tulis/", views.note_new, name="note_new"),
    path("umpan-balik/<uuid:uuid>/", views.note, name="note"),
    path("umpan-balik/<uuid:uuid>/bukti/", views.note_file, name="note_file"),
    path(
        "tim-kerja/<uuid:uuid>/anggota/<uuid:person>/umpan-balik/",
        team_views.team_note_new,
        name="team_note_new",
    ),
    path("umpan-balik/<uuid:uuid>/tindak-lanjut/", views.note_acted, name="note_acted"),
    path("umpan-balik/<uuid:uuid>/terima-kasih/", views.note_thanks, name="note_thanks"),
]
rhythm_patterns = [
    path("umpan-balik/tim/", rhythm_views.team_notes, name="team_notes"),
    path("umpan-balik/tim/irama/", rhythm_views.rhythm_to_all, name="rhythm_to_all"),
    path("umpan-balik/kinerja/<uuid:uuid>/irama/", rhythm_views.rhythm_propose, name="rhythm_propose"),
    path("umpan-balik/kinerja/<uuid:uuid>/irama/setuju/", rhythm_views.rhythm_agree, name="rhythm_agree"),
]
guest_patterns = [
    path("umpan-balik/kinerja/<uuid:uuid>/tautan/", guest_views.guest_links, name="guest_links"),
    path(
        "umpan-balik/kinerja/<uuid:uuid>/tautan/<uuid:link>/tarik/",
        guest_views.guest_link_withdraw,
        name="guest_link_withdraw",
    ),
    path("umpan-balik/tautan/<str:token>/", guest_views.guest_note, name="guest_note"),
]

round_patterns = [
    path("umpan-balik/kinerja/<uuid:uuid>/putaran/", round_views.rounds_of, name="rounds"),
    path("umpan-balik/kinerja/<uuid:uuid>/putaran/baru/", round_views.round_new, name="round_new"),
    path("umpan-balik/kinerja/<uuid:uuid>/perbandingan/", beside_views.beside_others, name="beside"),
    path("umpan-balik/putaran/", round_views.rounds_waiting, name="rounds_waiting"),
    path("umpan-balik/putaran/setujui/", round_views.rounds_approve, name="rounds_approve"),
    path("umpan-balik/putaran/<uuid:uuid>/", round_views.round_page, name="round"),
    path("umpan-balik/putaran/<uuid:uuid>/orang/", round_views.round_people, name="round_people"),
    path("umpan-balik/putaran/<uuid:uuid>/setujui/", round_views.round_approve, name="round_approve"),
    path("umpan-balik/putaran/<uuid:uuid>/batalkan/", round_views.round_cancel, name="round_cancel"),
    path("umpan-balik/permintaan/<uuid:uuid>/", answer_views.round_request, name="round_request"),
    path(
        "umpan-balik/permintaan/<uuid:uuid>/tolak/",
        answer_views.round_request_decline,
        name="round_request_decline",
    ),
    path(
        "umpan-balik/permintaan/<uuid:uuid>/tarik/",
        answer_views.round_request_take_back,
        name="round_request_take_back",
    ),
    path("bkd/umpan-balik/", policy_views.round_policy, name="round_policy"),
    path("bkd/umpan-balik/jalankan/", policy_views.round_policy_run, name="round_policy_run"),
]

public_patterns = [
    path("layanan/tanda-terima/", citizen_public_views.receipt, name="receipt"),
    path("layanan/tanda-terima/<str:code>/", citizen_public_views.receipt_of, name="receipt_of"),
    path("layanan/<str:code>/", citizen_public_views.service_form, name="service_form"),
    path("layanan/<str:code>/loket/", citizen_public_views.service_tablet, name="service_tablet"),
]
citizen_patterns = [
    path("umpan-balik/masyarakat/", citizen_views.citizens_list, name="citizens"),
    path("umpan-balik/masyarakat/<uuid:uuid>/", citizen_views.citizen_feedback, name="citizen_feedback"),
    path("bkd/masyarakat/", citizen_views.citizen_queue, name="citizen_queue"),
    path("bkd/masyarakat/tayangkan/", citizen_views.citizen_publish, name="citizen_publish"),
    path("bkd/masyarakat/sembunyikan/", citizen_views.citizen_hide, name="citizen_hide"),
    path("bkd/layanan/", service_point_views.service_points_list, name="service_points"),
    path("bkd/layanan/baru/", service_point_views.service_point_new, name="service_point_new"),
    path("bkd/layanan/aturan/", service_point_views.citizen_policy, name="citizen_policy"),
    path("bkd/layanan/<uuid:uuid>/", service_point_views.service_point, name="service_point"),
    path("bkd/layanan/<uuid:uuid>/ubah/", service_point_views.service_point_edit, name="service_point_edit"),
    path(
        "bkd/layanan/<uuid:uuid>/poster/",
        service_point_views.service_point_poster,
        name="service_point_poster",
    ),
    path(
        "bkd/layanan/<uuid:uuid>/petugas/",
        service_point_views.service_point_badges,
        name="service_point_badges",
    ),
]

urlpatterns = [
    *coaching_patterns,
    *counselling_patterns,
    *notes_patterns,
    *rhythm_patterns,
    *guest_patterns,
    *round_patterns,
    *public_patterns,
    *citizen_patterns,
]
