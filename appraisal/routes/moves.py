"""People who move: parties, vacancies, leave, delegation, correction."""

from __future__ import annotations

from django.urls import path

from appraisal.views import absences, corrections, moves, parties

urlpatterns = [
    path("bkd/kinerja/<uuid:uuid>/pihak/", parties.parties, name="parties"),
    path("bkd/kinerja/<uuid:uuid>/pihak/samakan/", parties.party_align, name="party_align"),
    path("bkd/kinerja/<uuid:uuid>/pindah/", moves.move, name="move"),
    path("bkd/kinerja/<uuid:uuid>/tutup/", moves.close_appraisal, name="close_appraisal"),
    path("bkd/kinerja/<uuid:uuid>/buka-kembali/", moves.reopen_appraisal, name="reopen_appraisal"),
    path("bkd/kinerja/<uuid:uuid>/tugas-belajar/", moves.study_leave, name="study_leave"),
    path("bkd/pihak/massal/", parties.party_mass, name="party_mass"),
    path("bkd/pihak/selisih/", parties.party_differences, name="party_differences"),
    path("bkd/penilai-kosong/", parties.vacant_posts, name="vacant_posts"),
    path("bkd/penilai-kosong/isi/", parties.vacant_posts_fill, name="vacant_posts_fill"),
    path("bkd/rencana-perubahan/", moves.plans, name="plans"),
    path("bkd/rencana-perubahan/<uuid:uuid>/batal/", moves.plan_cancel, name="plan_cancel"),
    path("kinerja/<uuid:uuid>/ini-keliru/", corrections.correction_ask, name="correction_ask"),
    path("bkd/koreksi/", corrections.correction_queue, name="corrections"),
    path("bkd/koreksi/<uuid:uuid>/", corrections.correction, name="correction"),
    path("bkd/plt/", absences.delegations, name="delegations"),
    path("bkd/plt/<uuid:uuid>/akhiri/", absences.delegation_end, name="delegation_end"),
    path("bkd/pegawai/<uuid:uuid>/cuti/", absences.leaves, name="leaves"),
    path("bkd/cuti/<uuid:uuid>/akhiri/", absences.leave_end, name="leave_end"),
    path("bkd/cuti/<uuid:uuid>/hapus/", absences.leave_delete, name="leave_delete"),
    path("kinerja/<uuid:uuid>/catatan-penutup/", moves.closing_note, name="closing_note"),
    path("kinerja/<uuid:uuid>/hasil-lama/", moves.carried, name="carried"),
    path("kinerja/<uuid:uuid>/hasil-lama/<slug:window>/setuju/", moves.carry_agree, name="carry_agree"),
    path("kinerja/<uuid:uuid>/hasil-lama/<slug:window>/tarik/", moves.carry_withdraw, name="carry_withdraw"),
]
