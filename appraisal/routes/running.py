"""The running year: revisions, action plan, documentation, criteria, results taken over."""

from __future__ import annotations

from django.urls import URLPattern, path

from appraisal.views import revision

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
