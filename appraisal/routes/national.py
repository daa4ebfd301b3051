"""e-Kinerja BKN: copying there by hand, reading results from there, and both beside each other."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import national, national_uploads

urlpatterns: list[URLPattern] = [
    path("kinerja/<uuid:uuid>/salin-bkn/", national.copy_to_bkn, name="copy_to_bkn"),
    path("kinerja/<uuid:uuid>/salin-bkn/tandai/", national.mark_copied, name="mark_copied"),
    path("bkd/e-kinerja/", national.national_results_list, name="national_results"),
    path("bkd/e-kinerja/unggah/", national_uploads.national_upload, name="national_upload"),
    path("bkd/e-kinerja/unggah/<uuid:uuid>/", national_uploads.national_check, name="national_check"),
    path(
        "bkd/e-kinerja/unggah/<uuid:uuid>/terapkan/", national_uploads.national_apply, name="national_apply"
    ),
]
