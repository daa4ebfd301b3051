"""Scoring many people: grid, group dialogue, comparison."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
