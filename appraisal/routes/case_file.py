"""One case as an archive, for the auditor."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import case_file

urlpatterns: list[URLPattern] = [
    path("kinerja/<uuid:uuid>/berkas-perkara/", case_file.case_file, name="case_file"),
]
