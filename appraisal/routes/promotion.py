"""Calon promosi: at the desk, and one's own conditions."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import promotion

urlpatterns: list[URLPattern] = [
    path("promosi/", promotion.my_promotion, name="my_promotion"),
    path("bkd/promosi/", promotion.desk_promotions, name="desk_promotions"),
    path("bkd/promosi/aturan/", promotion.promotion_rule, name="promotion_rule"),
    path("bkd/promosi/<uuid:uuid>/", promotion.desk_promotion, name="desk_promotion"),
]
