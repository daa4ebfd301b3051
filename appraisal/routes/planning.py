"""Planning around the targets: annex, manuals, work blocks, performance agreements."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
