"""Pages of an appraisal: planning and the running year, then its evaluations."""

from django.urls import path

from appraisal.routes import (
    api,
    awards,
    calibration,
    case_file,
    clocks,
    exporting,
    fairness,
    form_prints,
    improvement,
    letterhead,
    matrix,
    moves,
    national,
    on_behalf,
    planning,
    promotion,
    reminders,
    results,
    running,
    sanctions,
    scoring,
    signed_batch,
)
from appraisal.views import (
    appraisal,
    dialogue,
    documents,
    evaluation,
    objection,
    progress,
    rating,
    self_assessment,
    steps,
    targets,
    team,
)

# Planning and the running year.
urlpatterns = [
    path("kinerja/", appraisal.appraisals, name="appraisals"),
    path("kinerja/<uuid:uuid>/", appraisal.appraisal, name="appraisal"),
    path("kinerja/<uuid:uuid>/riwayat/", appraisal.history, name="history"),
    path("kinerja/<uuid:uuid>/langkah/<slug:action>/", steps.act, name="appraisal_act"),
    path("kinerja/<uuid:uuid>/skp/", targets.targets, name="targets"),
    path("kinerja/<uuid:uuid>/skp/tambah/", targets.target_new, name="target_new"),
    path("kinerja/<uuid:uuid>/skp/ekspektasi/", targets.expectations, name="expectations"),
    path("kinerja/<uuid:uuid>/skp/<uuid:target>/", targets.target_edit, name="target_edit"),
    path("kinerja/<uuid:uuid>/skp/<uuid:target>/hapus/", targets.target_delete, name="target_delete"),
    path("kinerja/<uuid:uuid>/skp/<uuid:target>/pindah/", targets.target_move, name="target_move"),
    path("kinerja/<uuid:uuid>/realisasi/", progress.progress, name="progress"),
    path("kinerja/<uuid:uuid>/realisasi/tambah/", progress.progress_new, name="progress_new"),
    path("kinerja/<uuid:uuid>/realisasi/<uuid:entry>/", progress.progress_edit, name="progress_edit"),
    path(
        "kinerja/<uuid:uuid>/realisasi/<uuid:entry>/hapus/", progress.progress_delete, name="progress_delete"
    ),
    path("kinerja/<uuid:uuid>/realisasi/<uuid:entry>/bantuan/", progress.progress_help, name="progress_help"),
    path("bukti/<uuid:uuid>/", progress.evidence, name="evidence"),
    path("tim/", team.team, name="team"),
    path("tim/tetapkan/", team.team_set, name="team_set"),
]

# Evaluations.
EVALUATION = "kinerja/<uuid:uuid>/evaluasi/<slug:window>/"
urlpatterns += [
    path(EVALUATION, evaluation.evaluation, name="evaluation"),
    path(f"{EVALUATION}penilaian-diri/", self_assessment.self_assessment, name="self_assessment"),
    path(f"{EVALUATION}penilaian/", rating.rating, name="rating"),
    path(f"{EVALUATION}catatan/", dialogue.evaluation_note, name="evaluation_note"),
    path(f"{EVALUATION}dialog/", dialogue.dialogue, name="dialogue"),
    path(f"{EVALUATION}keberatan/", objection.objection, name="objection"),
    path(f"{EVALUATION}keberatan/bukti/", objection.objection_evidence_add, name="objection_evidence_add"),
    path("bukti-keberatan/<uuid:uuid>/", objection.objection_evidence, name="objection_evidence"),
    path(f"{EVALUATION}langkah/<slug:action>/", steps.act, name="evaluation_act"),
]

# Documents and their public check.
urlpatterns += [
    path("dokumen/<uuid:uuid>/", documents.document, name="document"),
    path("verifikasi/", documents.verify, name="verify"),
    path("verifikasi/<str:code>/", documents.verification_result, name="verification"),
]

# Parts with a module of their own.
for part in (
    planning,
    matrix,
    running,
    scoring,
    clocks,
    moves,
    results,
    on_behalf,
    form_prints,
    letterhead,
    signed_batch,
    reminders,
    fairness,
    calibration,
    national,
    awards,
    sanctions,
    improvement,
    case_file,
    api,
    promotion,
    exporting,  # the last: its slug takes whatever stands below the page of exports
):
    urlpatterns += part.urlpatterns
