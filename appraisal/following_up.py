"""What becomes of recommendations: who follows one up, and which come back in the next period (text line 4860)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from appraisal.models import Appraisal, Evaluation, Event, Recommendation
from appraisal.models.evaluation import SIGNED
from appraisal.workflow import Conflict, Refused
from employees.models import User
from employees.notifications import notify

Status = Recommendation.Status
DONE_LABELS = {Status.DONE: "Rekomendasi ditindaklanjuti", Status.DROPPED: "Rekomendasi tidak dilanjutkan"}


def complete(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """With everything that a line of a list shows."""
    return rows.select_related(
        "owner", "followed_by", "evaluation__appraisal__employee", "evaluation__appraisal__unit",
        "evaluation__appraisal__period",
    )  # fmt: skip


def told() -> QuerySet[Recommendation]:
    """Those of signed evaluations: before that a recommendation is a draft between superior and employee."""
    return Recommendation.objects.filter(evaluation__status__in=SIGNED)


def of_desk(user: User) -> QuerySet[Recommendation]:
    """About people of the units in which this user does personnel work; all for an auditor."""
    if user.is_auditor:
        return told()
    return told().filter(evaluation__appraisal__unit__in=user.administered_units().values("pk"))


def counts(rows: QuerySet[Recommendation]) -> dict[str, int]:
    """How many are open, late among them, done and dropped; one query."""
    late = Q(status=Status.OPEN, due_on__lt=timezone.localdate())
    return rows.order_by().aggregate(
        open=Count("pk", filter=Q(status=Status.OPEN)),
        late=Count("pk", filter=late),
        done=Count("pk", filter=Q(status=Status.DONE)),
        dropped=Count("pk", filter=Q(status=Status.DROPPED)),
    )


def of_person(user: User) -> QuerySet[Recommendation]:
    """Those somebody is to carry out, and those about himself."""
    me = user.employee_id
    return told().filter(Q(owner=me) | Q(evaluation__appraisal__employee=me))


def reachable(user: User) -> QuerySet[Recommendation]:
    """Those that this user may open at all."""
    desk = of_desk(user) if user.is_personnel or user.is_auditor else Recommendation.objects.none()
    return told().filter(Q(pk__in=of_person(user).values("pk")) | Q(pk__in=desk.values("pk")))


def carried(appraisal: Appraisal) -> QuerySet[Recommendation]:
    """Open ones of the person's earlier periods: they come back until something is done about them."""
    earlier = told().filter(
        status=Status.OPEN,
        evaluation__appraisal__employee=appraisal.employee_id,
        evaluation__appraisal__period__year__lt=appraisal.period.year,
    )
    return complete(earlier).order_by("-evaluation__appraisal__period__year", "pk")


def refusal(row: Recommendation, user: User) -> str:
    """Why this person may not record what was done; "" means they may."""
    appraisal = row.evaluation.appraisal
    if row.owner_id == user.employee_id:
        return ""
    if appraisal.employee_id == user.employee_id:
        return "Tindak lanjut dicatat oleh pelaksananya atau pengelola kepegawaian."
    if not user.administered_units().filter(pk=appraisal.unit_id).exists():
        return "Tindak lanjut dicatat oleh pelaksananya atau pengelola kepegawaian unitnya."
    return ""


def version(row: Recommendation) -> int:
    """Changes with every follow-up; a form carries it."""
    return int(row.followed_at.timestamp()) if row.followed_at else 0


@transaction.atomic
def follow_up(row: Recommendation, *, by: User, status: str, note: str, drawn: int) -> Recommendation:
    """Record what was done; a later record replaces it, the history keeps both.

    Raises:
        Refused: not this person's to record.
        Conflict: somebody recorded something meanwhile.
    """
    row = complete(told().filter(pk=row.pk)).select_for_update(of=("self",)).get()
    if reason := refusal(row, by):
        raise Refused(reason)
    if version(row) != drawn:
        raise Conflict(version(row))
    row.status, row.followed_note = status, note
    row.followed_by, row.followed_at = by.employee, _later(row.followed_at)
    row.save()
    _record(row, by)
    return row


def _later(before: datetime | None) -> datetime:
    """Now; at least a second after the record before, so that versions differ."""
    now = timezone.now()
    return now if before is None else max(now, before + timedelta(seconds=1))


def _record(row: Recommendation, by: User) -> None:
    evaluation: Evaluation = row.evaluation
    label = DONE_LABELS[Status(row.status)]
    event = Event.objects.create(
        appraisal=evaluation.appraisal,
        evaluation=evaluation,
        action="follow_up",
        label=label,
        actor=by.employee,
        actor_name=by.employee.full_name,
        from_status=evaluation.status,
        to_status=evaluation.status,
        note=f"«{row.text}»\n{row.followed_note}",
    )
    person = evaluation.appraisal.employee
    if person.pk != by.employee_id:
        notify(
            person,
            key=f"event:{event.uuid}",
            title=f"{label}: «{row.text[:80]}»",
            body=row.followed_note,
            url=evaluation.get_absolute_url(),
            subject=f"{label}: {evaluation.appraisal.period}",
        )
