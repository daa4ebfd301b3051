"""Role matrix, 'Peran saya', teams, assignments, templates, and what brings targets into a draft."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import assignments, lineage, matrix, target_templates, team_leading, work_teams

APPRAISAL = "kinerja/<uuid:uuid>/"
MATRIX = f"{APPRAISAL}matriks/"
TEAM_MATRIX = f"{MATRIX}tim/<uuid:team>/"
TEAM = "tim-kerja/<uuid:uuid>/"

urlpatterns: list[URLPattern] = [
    path(MATRIX, matrix.matrix, name="matrix"),
    path(f"{MATRIX}unduh/", matrix.matrix_file, name="matrix_file"),
    path(f"{MATRIX}tawarkan/", matrix.matrix_offer, name="matrix_offer"),
    path(f"{MATRIX}<uuid:member>/", matrix.matrix_row, name="matrix_row"),
    path(TEAM_MATRIX, matrix.matrix, name="team_matrix"),
    path(f"{TEAM_MATRIX}unduh/", matrix.matrix_file, name="team_matrix_file"),
    path(f"{TEAM_MATRIX}tawarkan/", matrix.matrix_offer, name="team_matrix_offer"),
    path(f"{TEAM_MATRIX}<uuid:member>/", matrix.matrix_row, name="team_matrix_row"),
    path(f"{APPRAISAL}skp/tawaran/", matrix.role_offers, name="role_offers"),
    path(f"{APPRAISAL}skp/tawaran/<uuid:cell>/", matrix.offer_take, name="offer_take"),
    path(f"{APPRAISAL}skp/salin/", lineage.targets_copy, name="targets_copy"),
    path(f"{APPRAISAL}skp/tautan/", lineage.targets_link, name="targets_link"),
    path(f"{APPRAISAL}peran/", lineage.my_role, name="my_role"),
    path(f"{APPRAISAL}penugasan/", assignments.assignments, name="assignments"),
    path(f"{APPRAISAL}penugasan/ajukan/", assignments.assignment_apply, name="assignment_apply"),
    path(
        f"{APPRAISAL}penugasan/<uuid:assignment>/setujui/",
        assignments.assignment_agree,
        name="assignment_agree",
    ),
    path(
        f"{APPRAISAL}penugasan/<uuid:assignment>/tolak/",
        assignments.assignment_refuse,
        name="assignment_refuse",
    ),
    path("tim/matriks/", matrix.my_matrix, name="my_matrix"),
    path("tim/penugasan/", assignments.given, name="assignments_given"),
    path("tim/penugasan/usul/", assignments.assignment_propose, name="assignment_propose"),
    path(
        "tim/penugasan/<uuid:assignment>/umpan-balik/",
        assignments.assignment_feedback,
        name="assignment_feedback",
    ),
    path("tim/templat/", target_templates.templates, name="target_templates"),
    path("tim/templat/tambah/", target_templates.template_new, name="template_new"),
    path("tim/templat/<uuid:template>/", target_templates.template_apply, name="template_apply"),
    path("tim/templat/<uuid:template>/ubah/", target_templates.template_edit, name="template_edit"),
    path("tim-kerja/", work_teams.work_teams, name="work_teams"),
    path("tim-kerja/tambah/", work_teams.work_team_new, name="work_team_new"),
    path(TEAM, work_teams.work_team, name="work_team"),
    path(f"{TEAM}ubah/", work_teams.work_team_edit, name="work_team_edit"),
    path(f"{TEAM}anggota/", work_teams.member_new, name="member_new"),
    path(f"{TEAM}anggota/<uuid:person>/akhiri/", work_teams.member_end, name="member_end"),
    path(
        f"{TEAM}anggota/<uuid:person>/usulan/<int:year>/<slug:window>/",
        team_leading.proposal,
        name="proposal",
    ),
    path(
        f"{APPRAISAL}evaluasi/<slug:window>/usulan/<uuid:proposal>/pakai/",
        team_leading.proposal_take,
        name="proposal_take",
    ),
]
