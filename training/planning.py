"""The acts on a development plan: propose, agree in the dialogue, finish, drop. Each locks the item it changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from appraisal import following_up
from appraisal.evidence import Checked
from appraisal.models import Appraisal, Dialogue, Evaluation, Recommendation
from appraisal.models.evaluation import SIGNED
from appraisal.visibility import FROM_DELIVERED, FROM_RATED, Relation, relations
from appraisal.workflow import Conflict, Refused
from employees.models import Employee, User
from training import reach, recommending, trace
from training.gaps import RATED
from training.models import DevelopmentItem, DevelopmentPlan

Status = DevelopmentItem.Status
OPEN = (Status.PROPOSED, Status.AGREED)
COLUMNS = ("about", "way", "course", "text", "owner", "due_on")
RATING_SOURCES = (DevelopmentItem.Source.VALUE, DevelopmentItem.Source.TARGET, DevelopmentItem.Source.SIDES)


def plan_of(employee: Employee) -> DevelopmentPlan:
    return DevelopmentPlan.objects.get_or_create(employee=employee)[0]


def items(appraisal: Appraisal, user: User) -> QuerySet[DevelopmentItem]:
    """The person's items that this user may read from this appraisal (product.md, 'Who sees what, when').

    Employee and appraiser always; the reviewer from RATED; personnel and auditors from DELIVERED. What answers a
    rating stays hidden from the employee until the rating itself is shown.
    """
    rows = DevelopmentItem.objects.filter(plan__employee=appraisal.employee_id).select_related(
        "plan",
        "course",
        "owner",
        "recommendation",
        "evaluation__appraisal__period",
        "proposed_by",
        "agreed_by",
        "closed_by",
    )
    held = relations(appraisal, user)
    if Relation.APPRAISER in held:
        return rows
    seen = Q(pk__in=[])
    if Relation.APPRAISEE in held:
        seen |= shown_to_employee()
    if Relation.REVIEWER in held:
        seen |= Q(evaluation__status__in=FROM_RATED)
    if held & {Relation.PERSONNEL, Relation.AUDITOR}:
        seen |= Q(evaluation__status__in=FROM_DELIVERED)
    return rows.filter(seen)


def shown_to_employee() -> Q:
    """Items that answer no rating, or one that the employee may read: signed, or opened in the dialogue."""
    opened = Dialogue.objects.filter(ratings_shown_at__isnull=False).values("evaluation")
    told = Q(evaluation__status__in=SIGNED) | Q(evaluation__status="RATED", evaluation__in=opened)
    return ~Q(source__in=RATING_SOURCES) | Q(evaluation__isnull=True) | told


def side(employee: Employee, user: User) -> str:
    """'appraisee', 'appraiser', or "" for a reader."""
    if employee.pk == user.employee_id:
        return "appraisee"
    return "appraiser" if reach.answers_for(user, employee) else ""


def in_dialogue(employee: Employee) -> Evaluation | None:
    """The latest evaluation whose dialogue has begun: plans are agreed from there on."""
    rows = Evaluation.objects.filter(appraisal__employee=employee, status__in=RATED, rated_at__isnull=False)
    return rows.select_related("appraisal__period").order_by("-appraisal__period__year", "-opens_on").first()


def write_refusal(employee: Employee, user: User) -> str:
    if side(employee, user):
        return ""
    return "Rencana pengembangan diisi oleh pegawai dan pejabat penilainya."


@transaction.atomic
def propose(
    employee: Employee,
    values: dict[str, Any],
    *,
    by: User,
    source: str,
    key: str,
    evaluation: Evaluation | None,
) -> DevelopmentItem:
    """Write a line down; the other side agrees to it. A superior's becomes a recommendation while that is open.

    Raises:
        Refused: neither employee nor appraiser.
    """
    if reason := write_refusal(employee, by):
        raise Refused(reason)
    item = DevelopmentItem.objects.create(
        plan=plan_of(employee),
        source=source,
        key=key,
        evaluation=evaluation,
        proposed_by=by.employee,
        **values,
    )
    if by.employee_id == employee.pk:
        _tell(
            item,
            reach.superior_of(employee),
            by.employee,
            "proposed",
            f"Usulan pengembangan {employee.full_name}",
        )
        return item
    recommending.write(item, by=by.employee)
    if told_already(item):
        _tell(item, employee, by.employee, "proposed", "Usulan pengembangan dari atasan Anda")
    return item


def told_already(item: DevelopmentItem) -> bool:
    """Whether the employee may read it now."""
    return DevelopmentItem.objects.filter(shown_to_employee(), pk=item.pk).exists()


def _tell(item: DevelopmentItem, person: Employee | None, by: Employee, what: str, title: str) -> None:
    row = reach.current().filter(employee=item.plan.employee_id).first()
    url = reverse("development", args=[row.uuid]) if row else ""
    trace.tell(person, by=by, key=f"item:{item.uuid}:{what}", title=title, body=item.text, url=url)


def locked(item: DevelopmentItem, drawn: int | None = None) -> DevelopmentItem:
    """Raises Conflict when it was saved since the form was drawn."""
    rows = DevelopmentItem.objects.select_for_update(of=("self",)).select_related(
        "plan__employee", "owner", "recommendation", "evaluation__appraisal", "course"
    )
    row = rows.get(pk=item.pk)
    if drawn is not None and row.version != drawn:
        raise Conflict(row.version)
    return row


def change_refusal(item: DevelopmentItem, user: User) -> str:
    """Only while it is a proposal, and by whoever proposed it."""
    if item.status != Status.PROPOSED:
        return (
            "Butir yang sudah disepakati tidak diubah lagi: selesaikan atau hentikan, lalu usulkan yang baru."
        )
    return "" if item.proposed_by_id == user.employee_id else "Usulan diubah oleh pengusulnya."


@transaction.atomic
def change(item: DevelopmentItem, values: dict[str, Any], *, by: User, drawn: int) -> None:
    """Raises Refused or Conflict."""
    row = locked(item, drawn)
    if reason := change_refusal(row, by):
        raise Refused(reason)
    for name in COLUMNS:
        setattr(row, name, values[name])
    row.version += 1
    row.save()
    if by.employee_id != row.plan.employee_id:
        recommending.write(row, by=by.employee)


def agree_refusal(item: DevelopmentItem, user: User, dialogue: Evaluation | None) -> str:
    """Why this person cannot agree now; "" means they can."""
    if item.status != Status.PROPOSED:
        return f"Butir ini sudah {item.get_status_display().lower()}."
    proposed_by_employee = item.proposed_by_id == item.plan.employee_id
    mine = side(item.plan.employee, user)
    if mine != ("appraiser" if proposed_by_employee else "appraisee"):
        return "Kesepakatan diberikan oleh pihak lain, bukan pengusulnya."
    if dialogue is None:
        return "Rencana disepakati dalam dialog evaluasi, setelah rating ditetapkan."
    return ""


@transaction.atomic
def agree(item: DevelopmentItem, *, by: User) -> None:
    """The other side's yes, in the dialogue of an evaluation (from RATED on).

    Raises:
        Refused: not this side's, or no dialogue yet.
    """
    row = locked(item)
    dialogue = in_dialogue(row.plan.employee)
    if reason := agree_refusal(row, by, dialogue):
        raise Refused(reason)
    row.evaluation = row.evaluation or dialogue
    row.status, row.agreed_by, row.agreed_at = Status.AGREED, by.employee, timezone.now()
    row.version += 1
    row.save()
    if by.employee_id != row.plan.employee_id:
        recommending.write(row, by=by.employee)
    trace.record(
        row.plan.employee,
        "development_agree",
        "Rencana pengembangan disepakati",
        by=by.employee,
        note=row.text,
    )
    _tell(row, row.proposed_by, by.employee, "agreed", "Usulan pengembangan disepakati")


def close_refusal(item: DevelopmentItem, user: User, *, done: bool) -> str:
    """Whoever sees to it and both sides may say that it is done; both sides may stop it."""
    if item.status not in OPEN:
        return f"Butir ini sudah {item.get_status_display().lower()}."
    if done and item.status != Status.AGREED:
        return "Butir ini belum disepakati."
    if side(item.plan.employee, user) or (done and item.owner_id == user.employee_id):
        return ""
    return "Dicatat oleh pegawai, pejabat penilainya, atau penanggung jawabnya."


@transaction.atomic
def close(
    item: DevelopmentItem, *, by: User, done: bool, note: str, file: Checked | None, drawn: int
) -> None:
    """Finish with what came of it (and evidence), or stop with the reason. Its recommendation follows.

    Raises:
        Refused: not this person's.
        Conflict: saved meanwhile.
    """
    row = locked(item, drawn)
    if reason := close_refusal(row, by, done=done):
        raise Refused(reason)
    row.keep(file)
    _close(row, by.employee, done=done, note=note)
    if not done:
        recommending.take_back(row, by=by.employee)
    elif row.recommendation is not None:
        _follow_up(row.recommendation, by, note)


def _close(row: DevelopmentItem, by: Employee, *, done: bool, note: str) -> None:
    row.status = Status.DONE if done else Status.DROPPED
    row.closed_by, row.closed_at, row.closed_note = by, timezone.now(), note
    row.version += 1
    row.save()
    label = "Pengembangan selesai" if done else "Pengembangan tidak dilanjutkan"
    trace.record(row.plan.employee, "development_close", label, by=by, note=f"«{row.text}»\n{note}")


def _follow_up(told: Recommendation, by: User, note: str) -> None:
    """Where this person may record it; else it waits for its owner or personnel."""
    reached = following_up.complete(following_up.told().filter(pk=told.pk, status=told.Status.OPEN)).first()
    if reached is not None and not following_up.refusal(reached, by):
        following_up.follow_up(
            reached, by=by, status=told.Status.DONE, note=note, drawn=following_up.version(reached)
        )


def done_by_certificate(item: DevelopmentItem, *, by: Employee, note: str) -> None:
    """A verified certificate finishes the item that it was sent for."""
    row = locked(item)
    if row.status == Status.AGREED:
        _close(row, by, done=True, note=note)
        if row.recommendation is not None:
            _follow_up(row.recommendation, by.user, note)


def undone() -> Q:
    """That personnel recorded nothing on its recommendation yet."""
    return Q(recommendation__isnull=True) | Q(recommendation__status=Recommendation.Status.OPEN)


def open_items(employees: QuerySet[Employee]) -> QuerySet[DevelopmentItem]:
    """Agreed and not yet done, whatever year they come from."""
    return DevelopmentItem.objects.filter(
        undone(), plan__employee__in=employees.values("pk"), status=Status.AGREED
    )


def late(item: DevelopmentItem, today: date) -> bool:
    return item.status in OPEN and item.due_on < today
