"""Pages of feedback."""

from django.urls import path

from feedback import colleague_views, guest_views, rhythm_views, team_views, views

notes_patterns = [
    path("umpan-balik/", views.feedback, name="feedback"),
    path("umpan-balik/tulis/", colleague_views.note_to, name="note_to"),
    path("umpan-balik/untuk/<uuid:uuid>/", colleague_views.colleague_note_new, name="colleague_note_new"),
    path("umpan-balik/kinerja/<uuid:uuid>/", views.appraisal_feedback, name="appraisal_feedback"),
    path("umpan-balik/kinerja/<uuid:uuid>/tulis/", views.note_new, name="note_new"),
    path("umpan-balik/<uuid:uuid>/", views.note, name="note"),
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

urlpatterns = [*notes_patterns, *rhythm_patterns, *guest_patterns]
