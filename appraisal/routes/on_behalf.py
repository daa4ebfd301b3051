"""Acts on behalf of superiors without an account, and signed files."""

from __future__ import annotations

from django.urls import path

from appraisal.views import on_behalf

urlpatterns = [
    path("bkd/atas-nama/", on_behalf.on_behalf, name="on_behalf"),
    path(
        "kinerja/<uuid:uuid>/evaluasi/<slug:window>/langkah/<slug:action>/cetak/",
        on_behalf.signing_print,
        name="signing_print",
    ),
    path(
        "kinerja/<uuid:uuid>/langkah/<slug:action>/cetak/",
        on_behalf.signing_print,
        name="signing_print_of_skp",
    ),
    path("berkas-tanda-tangan/<uuid:uuid>/", on_behalf.signed_scan, name="signed_scan"),
]
