"""What waits for superiors without an account, so that personnel record it (product.md, 'The year').

The heads under a regional head have nobody above them who signs in: without this list they would stop where he is due.
Everything is read at once: the number of queries does not depend on how much there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from appraisal import stages, standing, workflow
from appraisal.models import (
    Appraisal,
    AppraisalStatus,
    Assignment,
    Evaluation,
    EvaluationStatus,
    Party,
    PartyRole,
    TargetRevision,
)
from appraisal.models.appraisal import AppraisalQuerySet
from employees.models import Employee, User

S = EvaluationStatus
APPRAISER, REVIEWER = PartyRole.APPRAISER, PartyRole.REVIEWER
Names = dict[int, dict[str, str]]


@dataclass(frozen=True)
class Waiting:
    """One thing to record: whose, what, for whom, by when, and where."""

    appraisal: Appraisal
    task: str
    behind: str
    due: date | None
    url: str


def recordable(user: User) -> AppraisalQuerySet:
    """The appraisals of one's units; never one's own."""
    rows = Appraisal.objects.filter(unit__in=user.administered_units())
    return rows.exclude(employee=user.employee_id).select_related("employee", "unit", "period")


def waiting(user: User, today: date, people: QuerySet[Employee] | None = None) -> list[Waiting]:
    """All that waits, the earliest limit first; what has none comes last. `people` narrows it to theirs."""
    mine = recordable(user)
    if people is not None:
        mine = mine.filter(employee__in=people)
    found = _found(mine, today)
    return sorted(found, key=lambda one: (one.due or date.max, one.appraisal.employee.sort_name))


def _found(mine: AppraisalQuerySet, today: date) -> list[Waiting]:
    """Names are asked of those alone of whom something waits: a mayor stands above every office of every year."""
    skps = list(mine.filter(pk__in=workflow.appraisals_to_record().values("pk")))
    evaluations = list(_evaluations(mine))
    changes, assignments = _changes(mine, today), _assignments(mine, today)
    later: list[Evaluation | TargetRevision | Assignment] = [*evaluations, *changes, *assignments]
    names = names_of({row.pk for row in skps} | {row.appraisal_id for row in later}, today)
    found = [_skp(row, names) for row in skps] + [_evaluation(row, names) for row in evaluations]
    found += [_change(row, names) for row in changes]
    return found + [_assignment(row, names) for row in assignments]


def names_of(appraisals: Iterable[int], today: date) -> Names:
    """By appraisal and role, the superior without an account."""
    rows = Party.objects.on(today).filter(
        employee__kind=Employee.Kind.NON_ASN, appraisal__in=list(appraisals)
    )
    found: Names = defaultdict(dict)
    for party in rows.filter(role__in=[APPRAISER, REVIEWER]).select_related("employee"):
        found[party.appraisal_id][party.role] = party.employee.full_name
    return found


def _name(names: Names, appraisal: Appraisal, *roles: PartyRole) -> str:
    held = names.get(appraisal.pk, {})
    return next((held[role] for role in roles if role in held), "")


def _skp(row: Appraisal, names: Names) -> Waiting:
    first = APPRAISER if row.status == AppraisalStatus.PROPOSED else REVIEWER
    behind = _name(names, row, first, REVIEWER)
    return Waiting(row, "Tetapkan SKP", behind, row.targets_due_on, reverse("targets", args=[row.uuid]))


def _evaluations(mine: AppraisalQuerySet) -> QuerySet[Evaluation]:
    rows = stages.with_explanation(workflow.evaluations_to_record()).filter(appraisal__in=mine.values("pk"))
    return rows.select_related("appraisal__employee", "appraisal__unit", "appraisal__period", "kept_by")


def _evaluation(row: Evaluation, names: Names) -> Waiting:
    task, role, due = _turn(row, names)
    keeper = row.kept_by.full_name if row.kept_by and row.kept_by.kind == Employee.Kind.NON_ASN else ""
    behind = _name(names, row.appraisal, role) or keeper or _name(names, row.appraisal, APPRAISER, REVIEWER)
    return Waiting(row.appraisal, task, behind, due, row.get_absolute_url())


def _turn(row: Evaluation, names: Names) -> tuple[str, PartyRole, date | None]:
    """What is asked for, of whom and by when."""
    decides = row.status == S.DISPUTED and REVIEWER in names.get(row.appraisal_id, {})
    turn = stages.turn_of(row, REVIEWER if decides else APPRAISER) or stages.EXPLANATION
    return turn.task, turn.party, getattr(row, turn.limit)


def _changes(mine: AppraisalQuerySet, today: date) -> list[TargetRevision]:
    """Changes of the SKP that were proposed, and the SKP that a new appraiser sets anew."""
    held = mine.alive().filter(standing.appraisals_without_account(APPRAISER, today))
    rows = TargetRevision.objects.filter(appraisal__in=held.values("pk"))
    anew = rows.filter(status=TargetRevision.Status.DRAFT, cause=TargetRevision.Cause.NEW_APPRAISER)
    proposed = rows.filter(status=TargetRevision.Status.PROPOSED)
    related = ("appraisal__employee", "appraisal__unit", "appraisal__period")
    return list((anew | proposed).select_related(*related))


def _change(row: TargetRevision, names: Names) -> Waiting:
    url = reverse("revision", args=[row.appraisal.uuid, row.uuid])
    return Waiting(row.appraisal, "Tetapkan perubahan SKP", _name(names, row.appraisal, APPRAISER), None, url)


def _assignments(mine: AppraisalQuerySet, today: date) -> list[Assignment]:
    held = mine.alive().filter(standing.appraisals_without_account(APPRAISER, today))
    rows = Assignment.objects.filter(appraisal__in=held.values("pk"), status=Assignment.Status.ASKED)
    return list(rows.select_related("appraisal__employee", "appraisal__unit", "appraisal__period"))


def _assignment(row: Assignment, names: Names) -> Waiting:
    url = reverse("assignments", args=[row.appraisal.uuid])
    return Waiting(row.appraisal, "Timbang penugasan", _name(names, row.appraisal, APPRAISER), None, url)
