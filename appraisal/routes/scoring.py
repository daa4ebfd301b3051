"""Scoring many people: grid, review, group dialogue, delivery, comparison."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import comparison, delivering, distribution, group_dialogue, scoring, scoring_review

WINDOW = "<int:year>/<slug:window>/"
urlpatterns: list[URLPattern] = [
    path(f"tim/penilaian/{WINDOW}", scoring.scoring_grid, name="scoring"),
    path(f"tim/penilaian/{WINDOW}salin/", scoring.scoring_copy, name="scoring_copy"),
    path(f"tim/penilaian/{WINDOW}tinjau/", scoring_review.scoring_review, name="scoring_review"),
    path(
        f"tim/penilaian/{WINDOW}sebaran/<uuid:unit>/",
        distribution.distribution_reason,
        name="distribution_reason",
    ),
    path("bkd/sebaran/", distribution.desk_distribution, name="desk_distribution"),
    path(f"tim/penilaian/{WINDOW}<uuid:uuid>/", scoring.scoring_row, name="scoring_row"),
    path(f"tim/dialog/{WINDOW}", group_dialogue.group_dialogue, name="group_dialogue"),
    path(f"tim/penyampaian/{WINDOW}", delivering.delivering, name="delivering"),
    path(f"tim/perbandingan/{WINDOW}", comparison.comparison, name="comparison"),
]
