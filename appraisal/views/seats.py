"""As whom somebody works on an evaluation or an SKP: himself, or personnel for a superior without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from appraisal import workflow
from appraisal.models import Appraisal, Evaluation, PartyRole
from appraisal.workflow import Act, Actor, Subject
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
    return Seats(evaluation, employee).of(parts)


class Seats:
    """All seats of somebody at one evaluation; which party he is, is asked once a party."""

    def __init__(self, evaluation: Evaluation, employee: Employee) -> None:
        self.evaluation, self.employee = evaluation, employee
        self._people: dict[Actor, tuple[Employee | None, Employee | None]] = {}

    def of(self, parts: Mapping[str, Actor]) -> Seat | None:
        for part, actor in parts.items():
            fits = self.evaluation.status in workflow.PARTS[part].statuses
            if not fits and actor is Actor.REVIEWER:
                continue
            person, behind = self._person(actor)
            if person is not None:
                return Seat(part, actor, person, behind)
        return None

    def _person(self, actor: Actor) -> tuple[Employee | None, Employee | None]:
        """Whose words this person writes as the party, and for whom he records them."""
        if actor not in self._people:
            if workflow.holds(self.evaluation, actor, Act.asked(self.employee)):
                self._people[actor] = (self.employee, None)
            else:
                behind = recorded_for(self.evaluation, self.employee, actor)
                self._people[actor] = (behind, behind)
        return self._people[actor]


def written_for(appraisal: Appraisal, employee: Employee, part: str) -> Employee | None:
    """The appraiser without an account for whom personnel write this part; None for whoever writes his own words."""
    if not workflow.editing_refusal(appraisal, part, employee):
        return None
    return recorded_for(appraisal, employee, Actor.APPRAISER)


def recorded_for(subject: Subject, employee: Employee, actor: Actor) -> Employee | None:
    """The superior without an account whose words this personnel officer records."""
    user = getattr(employee, "user", None)
    if actor is Actor.APPRAISEE or user is None or not user.is_personnel:
        return None
    behind = holder(subject, PartyRole(actor.value), timezone.localdate())
    if behind is None or behind.kind != Employee.Kind.NON_ASN:
        return None
    act = Act(by=employee, at=timezone.now(), on_behalf_of=behind, taken=False)
    return behind if workflow.holds(subject, actor, act) else None
