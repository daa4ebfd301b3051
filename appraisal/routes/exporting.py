"""Exports: what there is, a table once or repeatedly, the log; percentages of allowances; jobs of every kind."""

from django.urls import path

from appraisal.views import allowance, export_schedules, exports, jobs

urlpatterns = [
    path("bkd/ekspor/", exports.exports, name="exports"),
    path("bkd/ekspor/catatan/", exports.export_log, name="export_log"),
    path("bkd/ekspor/pilihan/<uuid:uuid>/hapus/", exports.column_choice_delete, name="column_choice_delete"),
    path("bkd/ekspor/berkala/", export_schedules.export_schedule_list, name="export_schedules"),
    path(
        "bkd/ekspor/berkala/<uuid:uuid>/jeda/",
        export_schedules.export_schedule_pause,
        name="export_schedule_pause",
    ),
    path(
        "bkd/ekspor/berkala/<uuid:uuid>/lanjut/",
        export_schedules.export_schedule_resume,
        name="export_schedule_resume",
    ),
    path(
        "bkd/ekspor/berkala/<uuid:uuid>/hapus/",
        export_schedules.export_schedule_delete,
        name="export_schedule_delete",
    ),
    path("bkd/ekspor/<slug:kind>/", exports.export_table, name="export_table"),
    path("bkd/tunjangan/", allowance.allowance, name="allowance"),
    path("pekerjaan/<uuid:uuid>/", jobs.job, name="job"),
    path("pekerjaan/<uuid:uuid>/berkas/", jobs.job_file, name="job_file"),
]
