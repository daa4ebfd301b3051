"""Many documents to be signed by BSrE."""

from __future__ import annotations

from django.urls import path

from appraisal.views import signed_batch

urlpatterns = [
    path("bkd/ttd-elektronik/", signed_batch.signed_batches, name="signed_batches"),
    path("bkd/ttd-elektronik/unggah/", signed_batch.signed_upload, name="signed_upload"),
]
