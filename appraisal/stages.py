"""Where an appraisal stands in its year, whose turn it is there, and by which day; home, desk and reminders ask here.

The stage is the status of the yearly evaluation once the SKP runs, before that the appraisal's own. Late means:
today is after the last day of the turn. Nobody whose appraisal is closed is late (product.md, 'The year').
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from appraisal.clocks import working_days_between
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    ClosedReason,
    Evaluation,
    EvaluationStatus,
    Objection,
    PartyRole,
)
from appraisal.models import WindowCode as Code

if TYPE_CHECKING:
    from appraisal.models.appraisal import AppraisalQuerySet

A, E = AppraisalStatus, EvaluationStatus


@dataclass(frozen=True)
class Turn:
    """Who acts next, what is asked of them, and the field with the last day for it (which counts itself)."""

    party: PartyRole
    task: str
    limit: str


APPRAISAL_TURNS: dict[str, Turn] = {
    A.PLANNING: Turn(PartyRole.APPRAISEE, "Ajukan SKP", "targets_due_on"),
    A.PROPOSED: Turn(PartyRole.APPRAISER, "Tetapkan SKP", "targets_due_on"),
}
EVALUATION_TURNS: dict[str, Turn] = {
    E.OPEN: Turn(PartyRole.APPRAISEE, "Sampaikan penilaian diri", "self_due_on"),
    E.ASSESSED: Turn(PartyRole.APPRAISER, "Tetapkan rating", "ends_on"),
    E.RATED: Turn(PartyRole.APPRAISER, "Adakan dialog dan sampaikan hasil", "ends_on"),
    E.OVERDUE: Turn(PartyRole.REVIEWER, "Evaluasi sebagai atasan pejabat penilai", "conclude_due_on"),
    E.DELIVERED: Turn(PartyRole.APPRAISEE, "Tanggapi hasil evaluasi", "reply_due_on"),
    E.DISPUTED: Turn(PartyRole.REVIEWER, "Putuskan keberatan", "decide_due_on"),
}
EXPLANATION = Turn(PartyRole.APPRAISER, "Jawab permintaan penjelasan", "reply_due_on")
HAND_OVER = Turn(PartyRole.APPRAISER, "Catat penyerahan dokumen", "receipt_due_on")
# While an objection waits for its decision (text line 4870); `with_explanation` brings the limit.
EXPLAINING: dict[PartyRole, Turn] = {
    PartyRole.APPRAISEE: Turn(PartyRole.APPRAISEE, "Sampaikan penjelasan atas keberatan", "explain_due_on"),
    PartyRole.APPRAISER: Turn(PartyRole.APPRAISER, "Jelaskan hasil evaluasi", "explain_due_on"),
}

# Stages in the order of the year; the tones are those of components/_status.html.
TONES: dict[str, str] = {
    A.PLANNING: "draft",
    A.PROPOSED: "waiting",
    A.RUNNING: "active",
    E.OPEN: "active",
    E.ASSESSED: "waiting",
    E.RATED: "active",
    E.OVERDUE: "late",
    E.DELIVERED: "waiting",
    E.DISPUTED: "attention",
    E.FINAL: "done",
    A.CLOSED: "closed",
}
LABELS: dict[str, str] = {
    stage: str(A(stage).label if stage in A.values else E(stage).label) for stage in TONES
}
# What a list may be narrowed to.
CHOICES = list(LABELS.items())
# What a history calls a status: also VOID, which is no stage of anybody's year.
STATUS_LABELS: dict[str, str] = {str(status): str(status.label) for status in (*E, *A)}


def turn_of(subject: Appraisal | Evaluation, party: PartyRole | None = None) -> Turn | None:
    """Whose turn it is in the subject's status, None where nobody's; some wait for several, each with its own task."""
    if isinstance(subject, Appraisal):
        return APPRAISAL_TURNS.get(subject.status)
    if subject.status == E.DISPUTED and party in EXPLAINING:
        return EXPLAINING[party]
    if subject.status in {E.DELIVERED, E.FINAL} and party in {PartyRole.APPRAISER, PartyRole.REVIEWER}:
        return HAND_OVER if subject.received_at is None else EXPLANATION
    return EVALUATION_TURNS.get(subject.status)


def with_explanation(rows: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
    """Adds `explain_due_on`: the last day for the explanations of an objection that waits for its decision."""
    waits = Objection.objects.filter(evaluation=OuterRef("pk"), withdrawn_at__isnull=True, decision="")
    return rows.annotate(explain_due_on=Subquery(waits.values("explain_due_on")[:1]))


def limit_of(subject: Appraisal | Evaluation) -> date | None:
    """The last day of the turn that the subject waits for."""
    turn = turn_of(subject)
    day: date | None = getattr(subject, turn.limit) if turn else None
    return day


def days_left(limit: date | None, today: date, holidays: Collection[date]) -> int | None:
    """Working days until a limit. Past it at least one day late, also when only a weekend lies between."""
    if limit is None:
        return None
    left = working_days_between(today, limit, holidays)
    return min(left, -1) if limit < today else left


def with_stage(appraisals: AppraisalQuerySet) -> AppraisalQuerySet:
    """Annotates `stage` (a key of `TONES`) and `limit`: the last day of the stage's turn, or null. One join."""
    yearly = Q(evaluations__window=Code.YEAR, evaluations__status__in=set(E.values) - {E.VOID})
    closed = Q(status=A.CLOSED) & ~Q(closed_reason=ClosedReason.PERIOD_CLOSED)
    limits = [When(stage=stage, then=F(turn.limit)) for stage, turn in APPRAISAL_TURNS.items()] + [
        When(stage=stage, then=F(f"yearly__{turn.limit}")) for stage, turn in EVALUATION_TURNS.items()
    ]
    return appraisals.annotate(
        yearly=FilteredRelation("evaluations", condition=yearly),
        stage=Case(
            When(closed, then=Value(A.CLOSED.value)),
            When(status__in=APPRAISAL_TURNS, then=F("status")),
            default=Coalesce("yearly__status", "status"),
            output_field=CharField(),
        ),
        limit=Case(*limits, default=None, output_field=DateField()),
    )


def late(today: date) -> Q:
    """What is late among appraisals annotated by `with_stage`."""
    return Q(limit__lt=today)
