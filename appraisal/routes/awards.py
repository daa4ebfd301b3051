"""Penghargaan: for everybody, and at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import award_desk, awards

urlpatterns: list[URLPattern] = [
    path("penghargaan/", awards.awards, name="awards"),
    path("penghargaan/<uuid:uuid>/", awards.award, name="award"),
    path("penghargaan/<uuid:uuid>/usul/", awards.award_nominate, name="award_nominate"),
    path("penghargaan/<uuid:uuid>/suara/", awards.award_vote, name="award_vote"),
    path("penghargaan/<uuid:uuid>/piagam/", awards.award_certificate, name="award_certificate"),
    path("bkd/penghargaan/", award_desk.desk_awards, name="desk_awards"),
    path("bkd/penghargaan/baru/", award_desk.award_new, name="award_new"),
    path("bkd/penghargaan/<uuid:uuid>/", award_desk.desk_award, name="desk_award"),
    path("bkd/penghargaan/<uuid:uuid>/putusan/", award_desk.award_decide, name="award_decide"),
    path("bkd/penghargaan/<uuid:uuid>/batal/", award_desk.award_cancel, name="award_cancel"),
]
