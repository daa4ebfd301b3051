"""The doors of improvement plans: whom the rule proposes, opening, notes at checkpoints, the outcome.

PP 30/2019 Ps. 56-58: six months to improve, then a test of competence. Kinerja proposes and never opens by itself.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from appraisal.models import (
    Evaluation,
    EvaluationStatus,
    Event,
    ImprovementCheckpoint,
    ImprovementNote,
    ImprovementPlan,
    WindowCode,
)
from appraisal.rating import Predicate
from appraisal.workflow import Refused
from employees.dates import months_later
from employees.models import Employee, Placement, User
from employees.notifications import notify

MONTHS = 6
POOR = (Predicate.POOR, Predicate.VERY_POOR)
# Peraturan BRIN 4/2025 Ps. 38A, a local copy of the rule for leaders (shared design, domain.md section 3.5).
POOR_FOR_LEADERS = (*POOR, Predicate.NEEDS_IMPROVEMENT)


def proposed(user: User) -> QuerySet[Evaluation]:
    """Final yearly results of this desk that call for a plan and have none."""
    units = user.administered_units().values("pk")
    rows = Evaluation.objects.visible_to(user).filter(
        Q(predicate__in=POOR) | Q(predicate__in=POOR_FOR_LEADERS, appraisal__leads=True),
        window=WindowCode.YEAR,
        status=EvaluationStatus.FINAL,
        improvement_plan=None,
    )
    return rows if user.is_auditor else rows.filter(appraisal__unit__in=units)


@transaction.atomic
def open_plan(evaluation: Evaluation, *, goals: str, support: str, by: User) -> ImprovementPlan:
    """Six months from today, with a checkpoint each month.

    Raises:
        Refused: the result calls for none, has one, or is this user's own.
    """
    evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
    person = evaluation.appraisal.employee
    if person.pk == by.employee_id:
        raise Refused("Anda tidak membuka rencana untuk diri sendiri. Mintalah pengelola lain.")
    if not proposed(by).filter(pk=evaluation.pk).exists():
        raise Refused("Hasil ini sudah punya rencana, atau tidak memerlukannya. Muat ulang daftarnya.")
    today = timezone.localdate()
    plan = ImprovementPlan.objects.create(
        employee=person,
        evaluation=evaluation,
        goals=goals,
        support=support,
        starts_on=today,
        ends_on=months_later(today, MONTHS),
        opened_by=by.employee,
        opened_at=timezone.now(),
    )
    ImprovementCheckpoint.objects.bulk_create(
        ImprovementCheckpoint(plan=plan, due_on=months_later(today, number))
        for number in range(1, MONTHS + 1)
    )
    _record(plan, by.employee, "Rencana perbaikan kinerja dibuka", goals)
    return plan


def superior_of(plan: ImprovementPlan) -> Employee | None:
    """Who leads the person today."""
    rows = Placement.objects.definitive().on(timezone.localdate()).filter(employee=plan.employee_id)
    found = rows.select_related("superior").first()
    return found.superior if found else None


def noting_refusal(plan: ImprovementPlan, by: Employee) -> str:
    """Why this person writes no note; "" means he does."""
    if plan.outcome:
        return "Rencana ini sudah selesai."
    if by == plan.employee or by == superior_of(plan):
        return ""
    return "Catatan ditulis oleh pegawai dan atasannya."


@transaction.atomic
def note(checkpoint: ImprovementCheckpoint, text: str, *, by: Employee) -> ImprovementNote:
    """Add what one side says.

    Raises:
        Refused: it is over, or somebody else's.
    """
    plan = _locked(checkpoint.plan)
    if reason := noting_refusal(plan, by):
        raise Refused(reason)
    return ImprovementNote.objects.create(checkpoint=checkpoint, author=by, text=text)


def concluding_refusal(plan: ImprovementPlan, outcome: str, by: User) -> str:
    """Why this outcome cannot be recorded; "" means it can."""
    if plan.outcome:
        return "Hasilnya sudah dicatat."
    if plan.employee_id == by.employee_id:
        return "Anda tidak mencatat hasil rencana Anda sendiri."
    if outcome == ImprovementPlan.Outcome.NOT_IMPROVED and timezone.localdate() < plan.ends_on:
        return "Enam bulannya belum habis. Hasil ini dicatat sesudah hari terakhir."
    return ""


@transaction.atomic
def conclude(plan: ImprovementPlan, *, outcome: str, reason: str, by: User) -> ImprovementPlan:
    """Record what became of it.

    Raises:
        Refused: recorded before, one's own, or 'not improved' before the six months are over.
    """
    plan = _locked(plan)
    if refusal := concluding_refusal(plan, outcome, by):
        raise Refused(refusal)
    plan.outcome, plan.outcome_note = outcome, reason
    plan.concluded_by, plan.concluded_at = by.employee, timezone.now()
    plan.save()
    _record(plan, by.employee, f"Rencana perbaikan: {plan.get_outcome_display()}", reason)
    return plan


def _record(plan: ImprovementPlan, by: Employee, label: str, text: str) -> None:
    evaluation = plan.evaluation
    event = Event.objects.create(
        appraisal=evaluation.appraisal,
        evaluation=evaluation,
        action="improvement",
        label=label[:120],
        actor=by,
        actor_name=by.full_name,
        from_status=evaluation.status,
        to_status=evaluation.status,
        note=text,
    )
    people = {one for one in (plan.employee, superior_of(plan)) if one is not None and one != by}
    for person in people:
        notify(
            person,
            key=f"event:{event.uuid}",
            title=label,
            url=plan.get_absolute_url(),
            subject="Ada kabar tentang rencana perbaikan kinerja",
        )


def _locked(plan: ImprovementPlan) -> ImprovementPlan:
    rows = ImprovementPlan.objects.select_related("employee", "evaluation__appraisal")
    return rows.select_for_update(of=("self",)).get(pk=plan.pk)
