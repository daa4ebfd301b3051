"""Kalibrasi: sessions in which appraisers see their ratings together before these are delivered."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import calibration

urlpatterns: list[URLPattern] = [
    path("kalibrasi/", calibration.calibrations_list, name="calibrations"),
    path("kalibrasi/buka/", calibration.calibration_new, name="calibration_new"),
    path("kalibrasi/<uuid:uuid>/", calibration.calibration, name="calibration"),
    path(
        "kalibrasi/<uuid:uuid>/ubah/<uuid:evaluation>/",
        calibration.calibration_change,
        name="calibration_change",
    ),
    path("kalibrasi/<uuid:uuid>/kunci/", calibration.calibration_lock, name="calibration_lock"),
]
