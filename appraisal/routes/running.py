"""The running year: revisions, action plan, documentation, criteria, results taken over."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import criteria, documentation, help_queue, plan, revision

REVISION = "kinerja/<uuid:uuid>/skp/perubahan/"
urlpatterns: list[URLPattern] = [
    path(f"{REVISION}baru/", revision.revision_new, name="revision_new"),
    path(f"{REVISION}<uuid:revision>/", revision.revision, name="revision"),
    path(
        f"{REVISION}<uuid:revision>/hasil/tambah/",
        revision.revision_target_new,
        name="revision_target_new",
    ),
    path(
        f"{REVISION}<uuid:revision>/hasil/<uuid:target>/",
        revision.revision_target_edit,
        name="revision_target_edit",
    ),
    path(
        f"{REVISION}<uuid:revision>/hasil/<uuid:target>/hapus/",
        revision.revision_target_delete,
        name="revision_target_delete",
    ),
    path(f"{REVISION}<uuid:revision>/langkah/<slug:action>/", revision.revision_act, name="revision_act"),
]

RUNNING = "kinerja/<uuid:uuid>/"
urlpatterns += [
    path(f"{RUNNING}rencana-aksi/", plan.action_plan, name="action_plan"),
    path(f"{RUNNING}dokumentasi/", documentation.documentation, name="documentation"),
    path(
        f"{RUNNING}dokumentasi/<uuid:target>/bukti/",
        documentation.evidence_reuse,
        name="evidence_reuse",
    ),
    path(f"{RUNNING}skp/<uuid:target>/ambil-alih/", help_queue.take_over, name="take_over"),
    path("tim/bantuan/", help_queue.help_queue, name="help_queue"),
    path(f"{RUNNING}realisasi/<uuid:entry>/jawaban/", help_queue.help_answer, name="help_answer"),
]

urlpatterns += [
    path(f"{RUNNING}kriteria/", criteria.appraisal_criteria, name="appraisal_criteria"),
    path("bkd/kriteria/", criteria.desk_criteria, name="criteria"),
    path("bkd/kriteria/tambah/", criteria.criterion_new, name="criterion_new"),
    path("bkd/kriteria/<uuid:uuid>/", criteria.criterion_edit, name="criterion_edit"),
    path("bkd/kriteria/<uuid:uuid>/terbitkan/", criteria.criterion_publish, name="criterion_publish"),
    path("bkd/kriteria/<uuid:uuid>/hapus/", criteria.criterion_delete, name="criterion_delete"),
    path("bkd/kehadiran/", criteria.attendance_upload, name="attendance"),
    path("bkd/kehadiran/simpan/", criteria.attendance_apply, name="attendance_apply"),
]
