"""The table of an appraisal: proposing, setting (menetapkan) and closing the SKP of a year."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    PartyRole,
    Period,
    WorkTarget,
)
from appraisal.models.evaluation import UNSIGNED
from appraisal.workflow.step import Act, Actor, Scan, Step
from employees.dates import dated

PLANNING, PROPOSED, RUNNING = AppraisalStatus.PLANNING, AppraisalStatus.PROPOSED, AppraisalStatus.RUNNING
FEW_WORDS = 60


def targets_are_complete(appraisal: Appraisal, _act: Act) -> str:
    """At least one main result, each with an indicator (PermenPANRB 6/2022 Ps. 9), by wish with its standard."""
    targets = list(appraisal.targets.prefetch_related("indicators"))
    if not any(target.kind == WorkTarget.Kind.MAIN for target in targets):
        return "Tulis sedikitnya satu rencana hasil kerja utama dahulu."
    for target in targets:
        if not target.indicators.all():
            return f"Lengkapi indikator dan target untuk «{_short(target.result)}»."
    if wants_standards(appraisal.period):
        indicators = [one for target in targets for one in target.indicators.all()]
        return standards_refusal(next((one.text for one in indicators if one.lower is None), ""))
    return ""


def wants_standards(period: Period) -> bool:
    """Whether the agency wants both thresholds of each indicator agreed beforehand; sentences have none."""
    return period.standards_required and period.approach == Period.Approach.QUANTITATIVE


def standards_refusal(indicator: str) -> str:
    """What is missing, by the first indicator without a standard; "" where there is none."""
    if not indicator:
        return ""
    return (
        f"Sepakati standar untuk indikator «{_short(indicator)}»: isi ambang bawah dan ambang atasnya dahulu."
    )


def reviewers_turn(appraisal: Appraisal, act: Act) -> str:
    """From the day after the limit the dialogue goes to the appraiser's superior (text line 2680)."""
    if act.on <= appraisal.targets_due_on:
        due = dated(appraisal.targets_due_on)
        return (
            f"Sampai {due} SKP ditetapkan oleh pejabat penilai kinerja; setelah itu Anda dapat menetapkannya."
        )
    return targets_are_complete(appraisal, act)


def _short(text: str) -> str:
    return text if len(text) <= FEW_WORDS else text[:FEW_WORDS].rstrip() + "…"


def _propose(appraisal: Appraisal, act: Act) -> None:
    appraisal.proposed_at = act.at


def _set(appraisal: Appraisal, act: Act) -> None:
    appraisal.set_by = act.on_behalf_of or act.by
    appraisal.set_at = act.at
    appraisal.set_note = act.note


def _close_in_error(appraisal: Appraisal, _act: Act) -> None:
    appraisal.closed_reason = ClosedReason.OPENED_IN_ERROR
    unsigned = Evaluation.objects.filter(appraisal=appraisal, status__in=UNSIGNED)
    unsigned.update(status=EvaluationStatus.VOID, rated_at=None, predicate="")


def nothing_is_signed(appraisal: Appraisal, act: Act) -> str:
    """None of its evaluations is signed; when the step is taken they are locked, so that none is signed meanwhile."""
    rows = appraisal.evaluations.order_by("pk")
    if act.taken:
        rows = rows.select_for_update(of=("self",), no_key=True)
    if any(evaluation.signed for evaluation in rows):
        return "Evaluasinya sudah ditandatangani, jadi kinerja ini tidak dapat dihapus sebagai kekeliruan."
    return ""


def after_the_limit(today: date) -> Q:
    return Q(targets_due_on__lt=today)


APPRAISAL_STEPS: dict[str, Step] = {
    step.action: step
    for step in (
        Step(
            action="propose",
            label="Ajukan SKP",
            done="SKP diajukan",
            sources=frozenset({PLANNING}),
            party=Actor.APPRAISEE,
            target=PROPOSED,
            guard=targets_are_complete,
            effect=_propose,
            tells=frozenset({PartyRole.APPRAISER}),
            turn=True,
            primary=True,
        ),
        Step(
            action="withdraw",
            label="Tarik kembali",
            done="Pengajuan SKP ditarik kembali",
            sources=frozenset({PROPOSED}),
            party=Actor.APPRAISEE,
            target=PLANNING,
            tells=frozenset({PartyRole.APPRAISER}),
        ),
        Step(
            action="set",
            label="Tetapkan SKP",
            done="SKP ditetapkan",
            sources=frozenset({PROPOSED}),
            party=Actor.APPRAISER,
            target=RUNNING,
            guard=targets_are_complete,
            effect=_set,
            note_label="Catatan (opsional)",
            tells=frozenset({PartyRole.APPRAISEE}),
            turn=True,
            primary=True,
            scan=Scan.ON_BEHALF,
        ),
        Step(
            action="send_back",
            label="Kembalikan",
            done="SKP dikembalikan untuk diperbaiki",
            sources=frozenset({PROPOSED}),
            party=Actor.APPRAISER,
            target=PLANNING,
            note_label="Yang perlu diperbaiki",
            note_required=True,
            tells=frozenset({PartyRole.APPRAISEE}),
        ),
        Step(
            action="set_unproposed",
            label="Tetapkan tanpa pengajuan",
            done="SKP ditetapkan tanpa pengajuan pegawai",
            sources=frozenset({PLANNING}),
            party=Actor.APPRAISER,
            target=RUNNING,
            guard=targets_are_complete,
            effect=_set,
            note_label="Alasan menetapkan tanpa pengajuan",
            note_required=True,
            tells=frozenset({PartyRole.APPRAISEE}),
            scan=Scan.ON_BEHALF,
        ),
        Step(
            action="set_by_reviewer",
            label="Tetapkan SKP sebagai atasan pejabat penilai",
            done="SKP ditetapkan oleh atasan pejabat penilai kinerja",
            sources=frozenset({PLANNING, PROPOSED}),
            party=Actor.REVIEWER,
            target=RUNNING,
            guard=reviewers_turn,
            effect=_set,
            note_label="Alasan",
            note_required=True,
            tells=frozenset({PartyRole.APPRAISEE, PartyRole.APPRAISER}),
            turn=True,
            waits=after_the_limit,
            scan=Scan.ON_BEHALF,
        ),
        Step(
            action="close_in_error",
            label="Tutup: keliru dibuka",
            done="Kinerja ditutup karena keliru dibuka",
            sources=frozenset({PLANNING, PROPOSED, RUNNING}),
            party=Actor.PERSONNEL,
            target=AppraisalStatus.CLOSED,
            guard=nothing_is_signed,
            effect=_close_in_error,
            note_label="Alasan penutupan",
            note_required=True,
            tells=frozenset({PartyRole.APPRAISEE, PartyRole.APPRAISER}),
        ),
    )
}
