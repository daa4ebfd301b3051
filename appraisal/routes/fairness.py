"""Keadilan penilaian: patterns of ratings, at the desk and in the line."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import rating_patterns

urlpatterns: list[URLPattern] = [
    path("bkd/keadilan/", rating_patterns.rating_patterns, name="rating_patterns"),
    path("bkd/keadilan/hitung/", rating_patterns.rating_patterns_renew, name="rating_patterns_renew"),
    path("tim/keadilan/", rating_patterns.team_patterns, name="team_patterns"),
    path("keadilan/<uuid:uuid>/", rating_patterns.rating_pattern, name="rating_pattern"),
]
