"""The head of the agency's documents."""

from __future__ import annotations

from django.urls import path

from appraisal.views import letterhead

urlpatterns = [
    path("bkd/kop-surat/", letterhead.letterhead, name="letterhead"),
    path("bkd/kop-surat/lambang/", letterhead.emblem, name="letterhead_emblem"),
]
