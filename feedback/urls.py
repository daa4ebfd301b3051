"""Pages of feedback."""

from django.urls import path

from feedback import team_views, views

urlpatterns = [
    path("umpan-balik/", views.feedback, name="feedback"),
    path("umpan-balik/kinerja/<uuid:uuid>/", views.appraisal_feedback, name="appraisal_feedback"),
    path("umpan-balik/kinerja/<uuid:uuid>/tulis/", views.note_new, name="note_new"),
    path("umpan-balik/<uuid:uuid>/", views.note, name="note"),
    path(
        "tim-kerja/<uuid:uuid>/anggota/<uuid:person>/umpan-balik/",
        team_views.team_note_new,
        name="team_note_new",
    ),
    path("umpan-balik/<uuid:uuid>/tindak-lanjut/", views.note_acted, name="note_acted"),
]
