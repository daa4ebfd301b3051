"""What follows from results: reports, recommendations, credit points, comparison of years."""

from __future__ import annotations

from django.urls import path

from appraisal.views import reports

urlpatterns = [
    path("tim/pelaporan/", reports.reports, name="reports"),
    path("pelaporan/kirim/", reports.reports_send, name="reports_send"),
    path("bkd/pelaporan/", reports.desk_reports, name="desk_reports"),
    path("bkd/pelaporan/daftar/", reports.desk_report_list, name="desk_report_list"),
]
