"""Which pages show somebody's matters, in what words the log names them, and whose they are.

A page that is not named here is never logged as read. What is said in confidence (counselling, reports of behaviour,
being asked in a round) is left out on purpose: a line about it would tell that it exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from appraisal.models import (
    Appraisal,
    CorrectionRequest,
    Document,
    Evidence,
    ImprovementPlan,
    RatingPattern,
    Recommendation,
    Sanction,
)
from appraisal.view_log import Subject
from employees.models import Employee, Placement
from feedback.models import CitizenFeedback, CoachingSession, FeedbackNote, FeedbackRound
from training.models import Certificate, Enrolment

# Pages of an appraisal: their address names it by `uuid`.
CASE = {
    "appraisal": "Ringkasan kinerja",
    "history": "Riwayat kinerja",
    "targets": "SKP",
    "annex": "Lampiran SKP",
    "manuals": "Manual indikator",
    "work_blocks": "Strategi capaian",
    "revision": "Perubahan SKP",
    "role_offers": "Tawaran peran",
    "my_role": "Peran",
    "matrix": "Matriks pembagian peran dan hasil",
    "matrix_file": "Matriks pembagian peran dan hasil",
    "team_matrix": "Matriks tim kerja",
    "team_matrix_file": "Matriks tim kerja",
    "assignments": "Penugasan",
    "progress": "Realisasi",
    "action_plan": "Rencana aksi",
    "documentation": "Dokumentasi kinerja",
    "appraisal_criteria": "Kriteria",
    "evaluation": "Evaluasi",
    "dialogue": "Dialog kinerja",
    "objection": "Keberatan",
    "papers": "Dokumen",
    "closing_note": "Catatan penutup",
    "copy_to_bkn": "Salin ke e-Kinerja BKN",
    "correction_ask": "Permintaan koreksi",
    "appraisal_feedback": "Umpan balik",
    "rounds": "Umpan balik 360",
    "beside": "Perbandingan penilaian",
    "appraisal_coachings": "Bimbingan",
    "development": "Rencana pengembangan",
    "case_file": "halaman untuk mengambil berkas perkara",
}


@dataclass(frozen=True)
class Where:
    """Rows by `uuid`; the way from one to its appraisal, or to the person where there is none."""

    words: str
    model: type[Model]
    appraisal: str = ""
    person: str = ""


OTHERS = {
    "document": Where("Dokumen evaluasi", Document, "evaluation__appraisal"),
    "evidence": Where("Bukti dukung", Evidence, "entry__appraisal"),
    "objection_evidence": Where("Bukti keberatan", Evidence, "objection__evaluation__appraisal"),
    "signed_scan": Where("Berkas bertanda tangan", Evidence, "event__appraisal"),
    "correction": Where("Permintaan koreksi", CorrectionRequest, "appraisal"),
    "recommendation": Where("Rekomendasi", Recommendation, "evaluation__appraisal"),
    "note": Where("Umpan balik", FeedbackNote, "appraisal"),
    "note_file": Where("Bukti umpan balik", FeedbackNote, "appraisal"),
    "round": Where("Hasil umpan balik 360", FeedbackRound, "appraisal"),
    "citizen_feedback": Where("Penilaian masyarakat", CitizenFeedback, "appraisal"),
    "coaching": Where("Bimbingan", CoachingSession, "appraisal"),
    "improvement": Where("Rencana perbaikan kinerja", ImprovementPlan, "evaluation__appraisal"),
    "sanction": Where("Hukuman disiplin", Sanction, person="employee"),
    "sanction_file": Where("Keputusan hukuman disiplin", Sanction, person="employee"),
    "rating_pattern": Where("Pola penilaian", RatingPattern, person="appraiser"),
    "enrolment": Where("Pendaftaran pelatihan", Enrolment, person="employee"),
    "certificate": Where("Sertifikat", Certificate, person="employee"),
    "certificate_file": Where("Sertifikat", Certificate, person="employee"),
    "years_of": Where("Perbandingan tahun", Employee, person="self"),
    "desk_promotion": Where("Syarat promosi", Employee, person="self"),
    "credit_of": Where("Angka kredit", Employee, person="self"),
}


def words_of(name: str) -> str:
    """What the log calls a page; empty for one that it knows nothing of."""
    return CASE.get(name) or (OTHERS[name].words if name in OTHERS else "")


def subject_of(name: str, arguments: Mapping[str, Any]) -> Subject:
    """Whose a page is, of nobody where its address names no row; at most two queries."""
    where = Where("", Appraisal, "self") if name in CASE else OTHERS[name]
    rows = where.model._default_manager.filter(uuid=arguments["uuid"])
    if where.appraisal:
        return of_appraisal(rows, "" if where.appraisal == "self" else f"{where.appraisal}__")
    key = rows.values_list("pk" if where.person == "self" else where.person, flat=True).first()
    return of_person(key) if key else Subject()


def of_appraisal(rows: QuerySet[Any], way: str = "") -> Subject:
    """The appraisal that the first of these rows is, or leads to by `way`."""
    keys = rows.values_list(f"{way}pk", f"{way}employee_id", f"{way}unit_id").first()
    return Subject(*keys) if keys else Subject()


def of_person(key: int) -> Subject:
    """Somebody, in the unit where he works today."""
    posts = Placement.objects.definitive().on(timezone.localdate()).filter(employee=key)
    return Subject(about=key, unit=posts.order_by("pk").values_list("unit_id", flat=True).first())
