"""People who move: parties, vacancies, leave, delegation, correction."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
