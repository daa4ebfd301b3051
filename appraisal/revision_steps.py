"""The table of steps of a revision of the SKP: who may take which, when, and what it does to the revision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from appraisal import workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    EvaluationStatus,
    PartyRole,
    TargetRevision,
    WindowCode,
    WorkTarget,
)
from appraisal.revision_rows import OPEN, TargetData, apply, differs
from appraisal.workflow import Act, Actor
from appraisal.workflow.planning import standards_refusal, wants_standards
from appraisal.working_days import working_day
from employees.dates import dated
from employees.models import Employee

REVIEWER_DAYS = 20  # working days after the opening, then the appraiser's superior may set too (product.md)
Status, Cause = TargetRevision.Status, TargetRevision.Cause
DRAFT, PROPOSED = Status.DRAFT, Status.PROPOSED


# --- who and when -----------------------------------------------------------------
class Asker:
    """Somebody who looks at an appraisal's changes: as which party, and whether the year lets anything change.

    Each question is asked once, because a page asks for every step.
    """

    def __init__(self, appraisal: Appraisal, by: Employee | None) -> None:
        self.appraisal, self.by = appraisal, by
        self.own = Act.asked(by)

    @cached_property
    def held(self) -> set[Actor]:
        """The parties that this person is in person today."""
        actors = (Actor.APPRAISEE, Actor.APPRAISER, Actor.REVIEWER)
        return {actor for actor in actors if workflow.holds(self.appraisal, actor, self.own)}

    def act_as(self, actor: Actor) -> Act | None:
        """How this person acts as that party: in person, or as personnel for a superior without an account."""
        if actor in {Actor.PERSONNEL, Actor.SYSTEM}:
            return self.own if workflow.holds(self.appraisal, actor, self.own) else None
        if actor in self.held:
            return self.own
        if self.held or self.by is None or actor is Actor.APPRAISEE:
            return None
        party = self.appraisal.party(PartyRole(actor.value), self.own.on)
        if party is None or party.employee.kind != Employee.Kind.NON_ASN:
            return None
        behind = Act(by=self.by, at=self.own.at, on_behalf_of=party.employee, taken=False)
        return behind if workflow.holds(self.appraisal, actor, behind) else None

    def first_act(self, actors: Iterable[Actor]) -> Act | None:
        """As the first of these parties that this person is."""
        return next((act for act in map(self.act_as, actors) if act is not None), None)

    @cached_property
    def too_late(self) -> str:
        """Why the SKP does not change any more; "" while it runs and its year is not rated."""
        if self.appraisal.status != AppraisalStatus.RUNNING:
            return "Perubahan SKP hanya untuk SKP yang sudah ditetapkan dan sedang dilaksanakan."
        rows = self.appraisal.evaluations.filter(window=WindowCode.YEAR, rated_at__isnull=False)
        rated = rows.exclude(status=EvaluationStatus.VOID).exists()
        return "Evaluasi tahunan sudah dinilai, jadi SKP tidak dapat diubah lagi." if rated else ""


def reviewer_from(revision: TargetRevision) -> date:
    """The first day on which the appraiser's superior may set it too."""
    began = timezone.localdate(revision.created_at)
    return (revision.due_on or last_day(revision.appraisal, began)) + timedelta(days=1)


def last_day(appraisal: Appraisal, began: date) -> date:
    """The appraiser's own limit: 20 working days, at the latest the day before the yearly window opens."""
    after = working_day(began, REVIEWER_DAYS)
    window = appraisal.period.windows.filter(code=WindowCode.YEAR).first()
    return after if window is None else min(after, window.opens_on - timedelta(days=1))


def standing(appraisal: Appraisal) -> TargetRevision | None:
    """The open revision of an appraisal; there is at most one."""
    return appraisal.revisions.filter(status__in=OPEN).first()


# --- guards and effects -----------------------------------------------------------
def is_complete(revision: TargetRevision, _act: Act) -> str:
    """As for a whole SKP: one main result at least, every result with an indicator (Ps. 9); something changed."""
    new: list[TargetData] = revision.new
    if not any(one["kind"] == WorkTarget.Kind.MAIN for one in new):
        return "SKP yang baru memerlukan sedikitnya satu rencana hasil kerja utama."
    for one in new:
        if not one["indicators"]:
            return f"Lengkapi indikator dan target untuk «{one['result'][:60]}»."
    if wants_standards(revision.appraisal.period):
        indicators = [one for target in new for one in target["indicators"]]
        missing = next((one["text"] for one in indicators if not one.get("lower")), "")
        if missing:
            return standards_refusal(missing)
    return "" if differs(revision.old, new) else "Belum ada yang diubah dari SKP yang berlaku."


def is_unchanged(revision: TargetRevision, _act: Act) -> str:
    """A new appraiser sets the SKP as it is by one click."""
    if revision.cause != Cause.NEW_APPRAISER:
        return "Penetapan tanpa perubahan hanya untuk pejabat penilai yang baru."
    return "SKP sudah diubah di draf ini." if differs(revision.old, revision.new) else ""


def is_the_reviewers_turn(revision: TargetRevision, act: Act) -> str:
    """As with the SKP itself (text line 2680), with the later limit of product.md."""
    day = reviewer_from(revision)
    if act.on < day:
        return (
            f"Sampai {dated(day - timedelta(days=1))} perubahan ini ditetapkan oleh pejabat penilai kinerja; "
            "setelah itu Anda dapat menetapkannya."
        )
    return "" if not is_unchanged(revision, act) else is_complete(revision, act)


def is_not_a_new_appraisers(revision: TargetRevision, _act: Act) -> str:
    """The SKP has to be set anew by a new appraiser, changed or not."""
    if revision.cause == Cause.NEW_APPRAISER:
        return "Pejabat penilai yang baru tetap perlu menetapkan SKP ini, diubah atau tidak."
    return ""


def allow(_revision: TargetRevision, _act: Act) -> str:
    return ""


def nothing(_revision: TargetRevision, _act: Act) -> None: ...


def _propose(revision: TargetRevision, act: Act) -> None:
    revision.proposed_at = act.at


def _decide(revision: TargetRevision, act: Act) -> None:
    revision.decided_by = act.on_behalf_of or act.by
    revision.decided_at = act.at
    revision.decision_note = act.note


def _agree(revision: TargetRevision, act: Act) -> None:
    _decide(revision, act)
    apply(revision)


# --- steps ------------------------------------------------------------------------
@dataclass(frozen=True)
class Step:
    """One step of a revision; read as the steps of `appraisal.workflow.step`.

    `signs`: it sets the SKP, so on behalf of a superior without an account it takes the signed file along.
    """

    action: str
    label: str
    done: str
    sources: frozenset[str]
    parties: tuple[Actor, ...]
    target: str
    guard: Callable[[TargetRevision, Act], str] = allow
    effect: Callable[[TargetRevision, Act], None] = nothing
    note_label: str = ""
    note_required: bool = False
    tells: frozenset[PartyRole] = field(default_factory=frozenset)
    primary: bool = False
    on_demand: bool = False
    warning: str = ""
    signs: bool = False


APPRAISEE, APPRAISER = frozenset({PartyRole.APPRAISEE}), frozenset({PartyRole.APPRAISER})
BOTH = APPRAISEE | APPRAISER
STEPS: dict[str, Step] = {
    step.action: step
    for step in (
        Step(
            action="propose",
            label="Ajukan perubahan",
            done="Perubahan SKP diajukan",
            sources=frozenset({DRAFT}),
            parties=(Actor.APPRAISEE,),
            target=PROPOSED,
            guard=is_complete,
            effect=_propose,
            tells=APPRAISER,
            primary=True,
        ),
        Step(
            action="withdraw",
            label="Tarik kembali",
            done="Pengajuan perubahan SKP ditarik kembali",
            sources=frozenset({PROPOSED}),
            parties=(Actor.APPRAISEE,),
            target=DRAFT,
            tells=APPRAISER,
        ),
        Step(
            action="agree",
            label="Tetapkan perubahan",
            done="Perubahan SKP ditetapkan",
            sources=frozenset({PROPOSED}),
            parties=(Actor.APPRAISER,),
            target=Status.AGREED,
            guard=is_complete,
            effect=_agree,
            note_label="Catatan (opsional)",
            tells=APPRAISEE,
            primary=True,
            signs=True,
        ),
        Step(
            action="confirm_unchanged",
            label="Tetapkan tanpa perubahan",
            done="SKP ditetapkan lagi tanpa perubahan",
            sources=frozenset({DRAFT}),
            parties=(Actor.APPRAISER,),
            target=Status.AGREED,
            guard=is_unchanged,
            effect=_decide,
            tells=APPRAISEE,
            primary=True,
            on_demand=True,
            signs=True,
        ),
        Step(
            action="agree_unproposed",
            label="Tetapkan tanpa pengajuan",
            done="Perubahan SKP ditetapkan tanpa pengajuan pegawai",
            sources=frozenset({DRAFT}),
            parties=(Actor.APPRAISER,),
            target=Status.AGREED,
            guard=is_complete,
            effect=_agree,
            note_label="Alasan menetapkan tanpa pengajuan",
            note_required=True,
            tells=APPRAISEE,
            on_demand=True,
            signs=True,
        ),
        Step(
            action="agree_by_reviewer",
            label="Tetapkan sebagai atasan pejabat penilai",
            done="Perubahan SKP ditetapkan oleh atasan pejabat penilai kinerja",
            sources=frozenset({DRAFT, PROPOSED}),
            parties=(Actor.REVIEWER,),
            target=Status.AGREED,
            guard=is_the_reviewers_turn,
            effect=_agree,
            note_label="Alasan",
            note_required=True,
            tells=BOTH,
            signs=True,
        ),
        Step(
            action="send_back",
            label="Kembalikan",
            done="Perubahan SKP dikembalikan untuk diperbaiki",
            sources=frozenset({PROPOSED}),
            parties=(Actor.APPRAISER,),
            target=DRAFT,
            note_label="Yang perlu diperbaiki",
            note_required=True,
            tells=APPRAISEE,
        ),
        Step(
            action="refuse",
            label="Tolak perubahan",
            done="Perubahan SKP ditolak",
            sources=frozenset({PROPOSED}),
            parties=(Actor.APPRAISER,),
            target=Status.REFUSED,
            guard=is_not_a_new_appraisers,
            effect=_decide,
            note_label="Alasan menolak",
            note_required=True,
            tells=APPRAISEE,
            warning="SKP yang lama tetap berlaku.",
        ),
        Step(
            action="discard",
            label="Batalkan draf perubahan",
            done="Draf perubahan SKP dibatalkan",
            sources=frozenset({DRAFT}),
            parties=(Actor.APPRAISEE, Actor.APPRAISER),
            target=Status.LAPSED,
            guard=is_not_a_new_appraisers,
            tells=BOTH,
            on_demand=True,
            warning="SKP yang lama tetap berlaku.",
        ),
    )
}
