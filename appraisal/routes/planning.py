"""Planning around the targets: kind of SKP, annex, manuals, work blocks, performance agreements."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import agreement_uploads, agreements, annex, kind, manuals, wording

SKP = "kinerja/<uuid:uuid>/skp/"
PK = "bkd/perjanjian-kinerja/"

urlpatterns: list[URLPattern] = [
    path(f"{SKP}periksa-kalimat/", wording.wording_check, name="wording_check"),
    path(f"{SKP}jenis/", kind.leads_correct, name="leads_correct"),
    path(f"{SKP}lampiran/", annex.annex, name="annex"),
    path(f"{SKP}lampiran/ubah/", annex.annex_edit, name="annex_edit"),
    path(f"{SKP}lampiran/<uuid:line>/", annex.resource, name="resource"),
    path(f"{SKP}manual/", manuals.manuals, name="manuals"),
    path(f"{SKP}manual/<uuid:indicator>/", manuals.manual, name="manual"),
    path(f"{SKP}strategi/", manuals.work_blocks, name="work_blocks"),
    path(f"{SKP}strategi/tambah/", manuals.work_block_new, name="work_block_new"),
    path(f"{SKP}strategi/<uuid:block>/", manuals.work_block, name="work_block"),
    path(f"{SKP}strategi/<uuid:block>/hapus/", manuals.work_block_delete, name="work_block_delete"),
    path(f"{SKP}pk/<uuid:indicator>/", agreements.agreement_take, name="agreement_take"),
    path(PK, agreements.agreement_list, name="agreements"),
    path(f"{PK}unggah/", agreement_uploads.agreement_upload, name="agreement_upload"),
    path(f"{PK}periksa/<uuid:uuid>/", agreement_uploads.agreement_check, name="agreement_check"),
    path(f"{PK}periksa/<uuid:uuid>/terapkan/", agreement_uploads.agreement_apply, name="agreement_apply"),
    path(f"{PK}<int:year>/<uuid:unit>/", agreements.agreement, name="agreement"),
]
