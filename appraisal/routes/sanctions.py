"""Hukuman disiplin: the person's own, and at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import sanctions

urlpatterns: list[URLPattern] = [
    path("sanksi/", sanctions.sanctions, name="sanctions"),
    path("sanksi/<uuid:uuid>/", sanctions.sanction, name="sanction"),
    path("sanksi/<uuid:uuid>/keputusan/", sanctions.sanction_file, name="sanction_file"),
    path("sanksi/<uuid:uuid>/cabut/", sanctions.sanction_revoke, name="sanction_revoke"),
    path("bkd/sanksi/", sanctions.desk_sanctions, name="desk_sanctions"),
    path("bkd/sanksi/catat/", sanctions.sanction_new, name="sanction_new"),
]
