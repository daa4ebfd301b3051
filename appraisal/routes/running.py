"""The running year: revisions, action plan, documentation, criteria, results taken over."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
