"""Exports: what there is, asking for a table, the log; percentages of allowances. Jobs are of every kind of work."""

from django.urls import path

from appraisal.views import allowance, exports, jobs

urlpatterns = [
    path("bkd/ekspor/", exports.exports, name="exports"),
    path("bkd/ekspor/catatan/", exports.export_log, name="export_log"),
    path("bkd/ekspor/pilihan/<uuid:uuid>/hapus/", exports.column_choice_delete, name="column_choice_delete"),
    path("bkd/ekspor/<slug:kind>/", exports.export_table, name="export_table"),
    path("bkd/tunjangan/", allowance.allowance, name="allowance"),
    path("pekerjaan/<uuid:uuid>/", jobs.job, name="job"),
    path("pekerjaan/<uuid:uuid>/berkas/", jobs.job_file, name="job_file"),
]
