"""What follows from results: reports, recommendations, credit points, comparison of years."""

from __future__ import annotations

from django.urls import path

from appraisal.views import credit, objection_desk, recommendations, reports, unit_ratings, years

urlpatterns = [
    path("tim/pelaporan/", reports.reports, name="reports"),
    path("pelaporan/kirim/", reports.reports_send, name="reports_send"),
    path("bkd/pelaporan/", reports.desk_reports, name="desk_reports"),
    path("bkd/pelaporan/daftar/", reports.desk_report_list, name="desk_report_list"),
    path("bkd/keberatan/", objection_desk.desk_objections, name="desk_objections"),
    path("tim/capaian-unit/", unit_ratings.team_unit_ratings, name="team_unit_ratings"),
    path("capaian-unit/<uuid:unit>/<int:year>/<slug:window>/", unit_ratings.unit_rating, name="unit_rating"),
    path("capaian-unit/bukti/<uuid:uuid>/", unit_ratings.unit_rating_file, name="unit_rating_file"),
    path("kinerja/angka-kredit/", credit.credit, name="credit"),
    path("kinerja/angka-kredit/<uuid:uuid>/", credit.credit_of, name="credit_of"),
    path("bkd/angka-kredit/<uuid:uuid>/", credit.credit_balance, name="credit_balance"),
    path("kinerja/perbandingan/", years.years, name="years"),
    path("kinerja/perbandingan/<uuid:uuid>/", years.years_of_person, name="years_of"),
    path("rekomendasi/", recommendations.recommendations, name="recommendations"),
    path("rekomendasi/<uuid:uuid>/", recommendations.recommendation, name="recommendation"),
    path("bkd/rekomendasi/", recommendations.desk_recommendations, name="desk_recommendations"),
]
