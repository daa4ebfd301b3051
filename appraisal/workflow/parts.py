"""The table of editable parts: which content is open to whom in which status. Versions are kept per part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from appraisal.models import Appraisal, AppraisalStatus, Evaluation, EvaluationStatus, WindowCode
from appraisal.workflow.calibrating import is_calibrated
from appraisal.workflow.conditions import may_assess, still_the_appraisers
from appraisal.workflow.step import Act, Actor, allow

ALIVE = frozenset({AppraisalStatus.PLANNING, AppraisalStatus.PROPOSED, AppraisalStatus.RUNNING})


@dataclass(frozen=True)
class Part:
    """Content that is saved together, under one version."""

    name: str
    label: str
    parties: tuple[Actor, ...]
    statuses: frozenset[str]
    guard: Callable[..., str] = allow


def while_self_assessing(evaluation: Evaluation, act: Act) -> str:
    """Open until the cut-off; after a skipped one still, marked late, until it is submitted."""
    if evaluation.status == EvaluationStatus.OPEN:
        return may_assess(evaluation, act)
    if evaluation.self_submitted_at is not None or not evaluation.self_skipped:
        return "Penilaian diri sudah disampaikan."
    return ""


def until_the_year_is_signed(appraisal: Appraisal, _act: Act) -> str:
    """What a signed evaluation rests on stays as it was."""
    signed = appraisal.evaluations.filter(window=WindowCode.YEAR, signed_at__isnull=False).exists()
    return (
        "Evaluasi tahunan sudah ditandatangani, jadi catatan realisasinya tidak berubah lagi."
        if signed
        else ""
    )


PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        # of an appraisal
        Part(
            "targets",
            "Rencana hasil kerja",
            (Actor.APPRAISEE, Actor.APPRAISER),
            frozenset({AppraisalStatus.PLANNING}),
        ),
        Part(
            "expectations",
            "Ekspektasi khusus pimpinan",
            (Actor.APPRAISER,),
            frozenset({AppraisalStatus.PLANNING, AppraisalStatus.PROPOSED}),
        ),
        Part("progress", "Realisasi", (Actor.APPRAISEE,), ALIVE, until_the_year_is_signed),
        Part("help", "Bantuan", (Actor.APPRAISER,), ALIVE),
        Part("annex", "Lampiran SKP", (Actor.APPRAISEE, Actor.APPRAISER), ALIVE),
        Part(
            "resources",
            "Keadaan sumber daya",
            (Actor.APPRAISEE, Actor.APPRAISER),
            frozenset({AppraisalStatus.RUNNING}),
        ),
        Part("manual", "Manual indikator dan workblock", (Actor.APPRAISEE,), ALIVE),
        Part("matrix", "Matriks pembagian peran dan hasil", (Actor.APPRAISEE,), ALIVE),
        Part("plan", "Rencana aksi", (Actor.APPRAISEE, Actor.APPRAISER), ALIVE),
        Part("assignments", "Penugasan", (Actor.APPRAISEE, Actor.APPRAISER), ALIVE),
        Part(
            "takeover",
            "Pengambilalihan rencana hasil kerja",
            (Actor.APPRAISER,),
            frozenset({AppraisalStatus.RUNNING}),
        ),
        Part(
            "revision",
            "Perubahan SKP",
            (Actor.APPRAISEE, Actor.APPRAISER),
            frozenset({AppraisalStatus.RUNNING}),
        ),
        Part(
            "closing_note",
            "Catatan penutup",
            (Actor.APPRAISER, Actor.FORMER_APPRAISER),
            frozenset({AppraisalStatus.RUNNING, AppraisalStatus.CLOSED}),
        ),
        # of an evaluation
        Part(
            "self",
            "Penilaian diri",
            (Actor.APPRAISEE,),
            frozenset({EvaluationStatus.OPEN, EvaluationStatus.ASSESSED}),
            while_self_assessing,
        ),
        Part(
            "rating",
            "Rating",
            (Actor.APPRAISER,),
            frozenset({EvaluationStatus.ASSESSED}),
            still_the_appraisers,
        ),
        Part(
            "calibration",
            "Perubahan rating dalam kalibrasi",
            (Actor.APPRAISER,),
            frozenset({EvaluationStatus.RATED}),
            is_calibrated,
        ),
        Part(
            "proposal",
            "Usulan rating ketua tim",
            (Actor.TEAM_LEADER,),
            frozenset({EvaluationStatus.OPEN, EvaluationStatus.ASSESSED, EvaluationStatus.RATED}),
        ),
        Part(
            "conclusion",
            "Rating oleh atasan pejabat penilai",
            (Actor.REVIEWER,),
            frozenset({EvaluationStatus.OVERDUE}),
        ),
        Part(
            "decision",
            "Rating dalam keputusan keberatan",
            (Actor.REVIEWER,),
            frozenset({EvaluationStatus.DISPUTED}),
        ),
        Part(
            "note",
            "Catatan dan rekomendasi",
            (Actor.APPRAISER,),
            frozenset({EvaluationStatus.ASSESSED, EvaluationStatus.RATED}),
            still_the_appraisers,
        ),
        Part(
            "conclusion_note",
            "Catatan dan rekomendasi atasan pejabat penilai",
            (Actor.REVIEWER,),
            frozenset({EvaluationStatus.OVERDUE}),
        ),
        Part(
            "agenda",
            "Agenda dialog dari pegawai",
            (Actor.APPRAISEE,),
            frozenset({EvaluationStatus.OPEN, EvaluationStatus.ASSESSED, EvaluationStatus.RATED}),
        ),
        Part(
            "dialogue",
            "Dialog evaluasi",
            (Actor.APPRAISER,),
            frozenset({EvaluationStatus.ASSESSED, EvaluationStatus.RATED}),
            still_the_appraisers,
        ),
    )
}
