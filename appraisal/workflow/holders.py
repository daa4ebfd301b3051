"""Who holds a role in an appraisal or in one of its evaluations on a day; guards and both doors ask here."""

from __future__ import annotations

from datetime import date

from appraisal.models import Evaluation, Origin, Party, PartyRole
from appraisal.standing import keeper_of
from appraisal.workflow.step import Subject, appraisal_of
from employees.models import Employee, Placement


def holder(subject: Subject, role: PartyRole, on: date) -> Employee | None:
    """The person of the dated party row; of a kept evaluation, the appraiser who finishes it."""
    if role == PartyRole.APPRAISER and isinstance(subject, Evaluation) and (keeper := keeper_of(subject)):
        return keeper
    party: Party | None = appraisal_of(subject).party(role, on)
    return party.employee if party else None


def was_appraiser(subject: Subject, person: Employee, on: date) -> bool:
    """Whether somebody was the appraiser by a dated row that has ended."""
    rows = appraisal_of(subject).parties.filter(role=PartyRole.APPRAISER, employee=person)
    return bool(rows.filter(ends_on__lt=on).exists())


def signer_role(subject: Subject) -> PartyRole:
    """Whose office signed: the appraiser's; of D.1.2 and D.1.3 that of his superior."""
    by_superior = isinstance(subject, Evaluation) and subject.origin in {Origin.REVIEWER, Origin.OBJECTION}
    return PartyRole.REVIEWER if by_superior else PartyRole.APPRAISER


def goes_to_reviewer(evaluation: Evaluation, on: date) -> bool:
    """Whether the appraiser's superior evaluates once the window has ended (text lines 3724, 4775).

    Not where there is no superior above, and not where the appraiser is gone: that is a vacancy, not lateness.
    """
    appraiser = holder(evaluation, PartyRole.APPRAISER, on)
    return (
        appraiser is not None and appraiser.active and holder(evaluation, PartyRole.REVIEWER, on) is not None
    )


def next_superior(evaluation: Evaluation, on: date) -> Employee | None:
    """Whom personnel may hand a reviewer's duty to: the nearest active superior above him who is no party."""
    parties = set(evaluation.appraisal.parties.on(on).values_list("employee", flat=True))
    person = holder(evaluation, PartyRole.REVIEWER, on)
    seen: set[int] = set()
    while person is not None and person.pk not in seen:
        seen.add(person.pk)
        placement = Placement.objects.definitive().on(on).filter(employee=person).select_related("superior")
        found = placement.first()
        person = found.superior if found else None
        if person is not None and person.active and person.pk not in parties:
            return person
    return None
