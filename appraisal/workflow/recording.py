"""The part of the evaluation's table that personnel record from paper, with its day and mostly with the signed file."""

from __future__ import annotations

from appraisal.models import EvaluationStatus, Origin, PartyRole
from appraisal.workflow import conditions as when
from appraisal.workflow import objecting, on_paper, signing
from appraisal.workflow.step import Actor, Scan, Step

RATED, OVERDUE, DELIVERED = EvaluationStatus.RATED, EvaluationStatus.OVERDUE, EvaluationStatus.DELIVERED
DISPUTED, FINAL = EvaluationStatus.DISPUTED, EvaluationStatus.FINAL
TO_APPRAISEE, TO_APPRAISER = frozenset({PartyRole.APPRAISEE}), frozenset({PartyRole.APPRAISER})
TO_REVIEWER = frozenset({PartyRole.REVIEWER})


def _hand_over(action: str, party: Actor, *origins: Origin) -> Step:
    return Step(
        action=action,
        label="Catat penyerahan dokumen",
        done="Dokumen evaluasi diserahkan kepada pegawai",
        sources=frozenset({DELIVERED}),
        party=party,
        target=None,
        guard=when.may_hand_over(*origins),
        effect=signing.receive,
        tells=TO_APPRAISEE,
        turn=party is not Actor.PERSONNEL,
        waits=when.not_handed_over(*origins),
        on_demand=True,
        day_label="Tanggal dokumen diterima pegawai",
    )


_STEPS = (
    Step(
        action="deliver_by_personnel",
        label="Catat tanda tangan pejabat penilai dalam masa evaluasi",
        done="Tanda tangan pejabat penilai di atas kertas dicatat, hasil evaluasi disampaikan",
        sources=frozenset({RATED, OVERDUE}),
        party=Actor.PERSONNEL,
        target=DELIVERED,
        guard=on_paper.may_record_delivery,
        effect=on_paper.record_delivery,
        note_label="Alasan menyampaikan tanpa dialog (bila belum ada dialog)",
        tells=TO_APPRAISEE | TO_APPRAISER | TO_REVIEWER,
        on_demand=True,
        scan=Scan.ALWAYS,
        day_label="Tanggal pejabat penilai menandatangani",
    ),
    _hand_over("hand_over", Actor.APPRAISER, Origin.APPRAISER),
    _hand_over("hand_over_as_reviewer", Actor.REVIEWER, Origin.REVIEWER, Origin.OBJECTION),
    _hand_over("hand_over_by_personnel", Actor.PERSONNEL, *Origin),
    Step(
        action="sign_by_personnel",
        label="Catat tanda tangan pegawai",
        done="Tanda tangan pegawai di atas kertas dicatat",
        sources=frozenset({DELIVERED, FINAL}),
        party=Actor.PERSONNEL,
        target=None,
        guard=on_paper.may_record_signature,
        effect=on_paper.record_signature,
        tells=TO_APPRAISEE | TO_APPRAISER,
        on_demand=True,
        scan=Scan.ALWAYS,
        day_label="Tanggal pegawai menandatangani",
    ),
    Step(
        action="object_by_personnel",
        label="Catat keberatan pegawai",
        done="Keberatan pegawai di atas kertas dicatat",
        sources=frozenset({DELIVERED, FINAL}),
        party=Actor.PERSONNEL,
        target=DISPUTED,
        guard=on_paper.may_record_objection,
        effect=on_paper.record_objection,
        note_label="Alasan keberatan, seperti tertulis dalam suratnya",
        note_required=True,
        tells=TO_APPRAISEE | TO_APPRAISER | TO_REVIEWER,
        warning="Atas satu dokumen keberatan diajukan sekali saja. Keputusan atasan pejabat penilai bersifat final.",
        on_demand=True,
        scan=Scan.ALWAYS,
        day_label="Tanggal surat keberatan diajukan",
    ),
    Step(
        action="explain_by_personnel",
        label="Catat penjelasan pegawai",
        done="Penjelasan pegawai atas keberatan dicatat",
        sources=frozenset({DISPUTED}),
        party=Actor.PERSONNEL,
        target=None,
        guard=on_paper.may_record_explanation,
        effect=objecting.explain_as_appraisee,
        note_label="Penjelasan, seperti tertulis dalam suratnya",
        note_required=True,
        tells=TO_APPRAISEE | TO_REVIEWER,
        on_demand=True,
        scan=Scan.ALWAYS,
        day_label="Tanggal surat penjelasan",
    ),
    Step(
        action="withdraw_by_personnel",
        label="Catat pencabutan keberatan",
        done="Pencabutan keberatan di atas kertas dicatat",
        sources=frozenset({DISPUTED}),
        party=Actor.PERSONNEL,
        target=DELIVERED,
        guard=on_paper.may_record_withdrawal,
        effect=objecting.withdraw,
        tells=TO_APPRAISEE | TO_APPRAISER | TO_REVIEWER,
        warning="Keberatan yang dicabut tidak dapat diajukan lagi; tenggat yang lama tetap berlaku.",
        on_demand=True,
        scan=Scan.ALWAYS,
        day_label="Tanggal surat pencabutan",
    ),
)
RECORDING_STEPS: dict[str, Step] = {step.action: step for step in _STEPS}
