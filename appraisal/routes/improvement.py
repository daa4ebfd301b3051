"""Rencana perbaikan kinerja: of the person and the superior, and at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import improvement

urlpatterns: list[URLPattern] = [
    path("perbaikan/", improvement.improvements, name="improvements"),
    path("perbaikan/<uuid:uuid>/", improvement.improvement, name="improvement"),
    path(
        "perbaikan/<uuid:uuid>/catatan/<uuid:checkpoint>/",
        improvement.improvement_note,
        name="improvement_note",
    ),
    path("perbaikan/<uuid:uuid>/hasil/", improvement.improvement_conclude, name="improvement_conclude"),
    path("bkd/perbaikan/", improvement.desk_improvements, name="desk_improvements"),
    path("bkd/perbaikan/<uuid:uuid>/buka/", improvement.improvement_new, name="improvement_new"),
]
