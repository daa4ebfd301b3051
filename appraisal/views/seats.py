"""As whom somebody works on an evaluation: himself, or personnel for a superior without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from appraisal import workflow
from appraisal.models import Evaluation, PartyRole
from appraisal.workflow import Act, Actor
from appraisal.workflow.holders import holder
from employees.models import Employee

RATING = {"rating": Actor.APPRAISER, "conclusion": Actor.REVIEWER, "decision": Actor.REVIEWER}
NOTE = {"note": Actor.APPRAISER, "conclusion_note": Actor.REVIEWER}
TALK = {"dialogue": Actor.APPRAISER, "agenda": Actor.APPRAISEE}


@dataclass(frozen=True)
class Seat:
    """The part that is open, whose words go in, and for whom personnel write them (None: for nobody)."""

    part: str
    actor: Actor
    person: Employee
    on_behalf_of: Employee | None = None

    def refusal(self, evaluation: Evaluation, by: Employee) -> str:
        return workflow.editing_refusal(evaluation, self.part, by, self.on_behalf_of)


def seat(evaluation: Evaluation, employee: Employee, parts: Mapping[str, Actor]) -> Seat | None:
    """The part that this person writes now, else his own of another status; None for a reader.

    A reviewer writes only while it is his turn, and is a reader otherwise.
    """
    for part, actor in parts.items():
        fits = evaluation.status in workflow.PARTS[part].statuses
        if (fits or actor is not Actor.REVIEWER) and (one := _taken(evaluation, employee, part, actor)):
            return one
    return None


def _taken(evaluation: Evaluation, employee: Employee, part: str, actor: Actor) -> Seat | None:
    if workflow.holds(evaluation, actor, Act.asked(employee)):
        return Seat(part, actor, employee)
    behind = recorded_for(evaluation, employee, actor)
    return Seat(part, actor, behind, behind) if behind else None


def recorded_for(evaluation: Evaluation, employee: Employee, actor: Actor) -> Employee | None:
    """The superior without an account whose words this personnel officer records."""
    user = getattr(employee, "user", None)
    if actor is Actor.APPRAISEE or user is None or not user.is_personnel:
        return None
    behind = holder(evaluation, PartyRole(actor.value), timezone.localdate())
    if behind is None or behind.kind != Employee.Kind.NON_ASN:
        return None
    act = Act(by=employee, at=timezone.now(), on_behalf_of=behind, taken=False)
    return behind if workflow.holds(evaluation, actor, act) else None
