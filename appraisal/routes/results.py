"""What follows from results: reports, recommendations, credit points, comparison of years."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
