"""Official forms of an appraisal."""

from __future__ import annotations

from django.urls import path

from appraisal.views import form_prints

urlpatterns = [path("kinerja/<uuid:uuid>/dokumen/", form_prints.papers, name="papers")]
