"""Official forms of an appraisal, and the documents of many people as one ZIP."""

from __future__ import annotations

from django.urls import path

from appraisal.views import document_exports, form_prints

urlpatterns = [
    path("kinerja/<uuid:uuid>/dokumen/", form_prints.papers, name="papers"),
    path("bkd/ekspor/dokumen/", document_exports.document_exports, name="document_exports"),
]
