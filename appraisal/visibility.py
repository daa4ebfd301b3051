"""Who sees which part of an appraisal when: the table of field groups (product.md, 'Who sees what, when').

A group without a row is visible to nobody. Pages ask `visible_groups` once and pass only what it names.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from django.utils import timezone

from appraisal import standing
from appraisal.models import Appraisal, Dialogue, Evaluation, EvaluationStatus, Party, PartyRole
from employees.models import User


class Relation(Enum):
    """What somebody is to an appraisal; one person can be several."""

    APPRAISEE = "APPRAISEE"
    APPRAISER = "APPRAISER"
    REVIEWER = "REVIEWER"
    PERSONNEL = "PERSONNEL"
    AUDITOR = "AUDITOR"


class FieldGroup(Enum):
    """Parts that are shown or hidden as one."""

    TARGETS = "targets, progress, obstacles, evidence"
    FEEDBACK = "signed feedback notes"
    SELF_DRAFT = "draft self-assessment"
    SELF = "submitted self-assessment: figures and texts"
    SELF_RATINGS = "submitted self-assessment: own ratings"
    PROPOSALS = "team leaders' proposed ratings"
    RATINGS = "the appraiser's ratings and reasons"
    DIALOGUE = "dialogue, note, recommendations"
    OBJECTION = "objection, explanations, decision"


S = EvaluationStatus
ANY = frozenset(S)
SUBMITTED = frozenset({S.ASSESSED, S.RATED, S.OVERDUE, S.DELIVERED, S.DISPUTED, S.FINAL, S.VOID})
FROM_RATED = frozenset({S.RATED, S.OVERDUE, S.DELIVERED, S.DISPUTED, S.FINAL})
FROM_DELIVERED = frozenset({S.DELIVERED, S.DISPUTED, S.FINAL})
NEVER: frozenset[EvaluationStatus] = frozenset()

_R = Relation
TABLE: dict[FieldGroup, dict[Relation, frozenset[EvaluationStatus]]] = {
    FieldGroup.TARGETS: dict.fromkeys(Relation, ANY),
    FieldGroup.FEEDBACK: dict.fromkeys(Relation, ANY),
    FieldGroup.SELF_DRAFT: {_R.APPRAISEE: ANY},
    FieldGroup.SELF: {
        _R.APPRAISEE: ANY,
        _R.APPRAISER: SUBMITTED,
        _R.REVIEWER: SUBMITTED,
        _R.PERSONNEL: SUBMITTED,
        _R.AUDITOR: SUBMITTED,
    },
    FieldGroup.SELF_RATINGS: {
        _R.APPRAISEE: ANY,
        _R.APPRAISER: SUBMITTED,  # and only after saving ratings of his own: see visible_groups
        _R.REVIEWER: SUBMITTED,
        _R.PERSONNEL: SUBMITTED,
        _R.AUDITOR: SUBMITTED,
    },
    FieldGroup.PROPOSALS: {
        _R.APPRAISER: ANY,
        _R.REVIEWER: FROM_RATED,
        _R.AUDITOR: FROM_DELIVERED,
    },
    FieldGroup.RATINGS: {
        _R.APPRAISEE: FROM_DELIVERED,  # or when the appraiser opens them in the dialogue: see visible_groups
        _R.APPRAISER: SUBMITTED,
        _R.REVIEWER: FROM_RATED,
        _R.PERSONNEL: FROM_DELIVERED,
        _R.AUDITOR: FROM_DELIVERED,
    },
    FieldGroup.DIALOGUE: {
        _R.APPRAISEE: ANY,
        _R.APPRAISER: ANY,
        _R.REVIEWER: FROM_RATED,
        _R.PERSONNEL: FROM_DELIVERED,
        _R.AUDITOR: FROM_DELIVERED,
    },
    FieldGroup.OBJECTION: dict.fromkeys(Relation, FROM_RATED),  # reopened ones keep theirs
}
OPEN_TO_ALL = frozenset({FieldGroup.TARGETS, FieldGroup.FEEDBACK})  # to every relation in every status
PARTY_RELATIONS = {
    PartyRole.APPRAISEE.value: Relation.APPRAISEE,
    PartyRole.APPRAISER.value: Relation.APPRAISER,
    PartyRole.REVIEWER.value: Relation.REVIEWER,
}


def relations(appraisal: Appraisal, user: User, on: date | None = None) -> frozenset[Relation]:
    """What this user is to the appraisal on a day, or was before: former parties keep a way in.

    Personnel of the unit and auditors are no relation of their own appraisal: there they are the appraisee.
    """
    return frozenset(_held(appraisal, user, on or timezone.localdate())) | _offices(appraisal, user)


def _held(appraisal: Appraisal, user: User, day: date) -> dict[Relation, bool]:
    """The roles that somebody holds (himself or as Plt or Plh) or held by then; the value tells whether still.

    The superiors of somebody who moved read the whole predecessor, as its appraiser does.
    """
    before = appraisal.parties.filter(employee=user.employee_id, starts_on__lte=day).values_list("role")
    now = Party.objects.acting(user.employee_id, day).filter(appraisal=appraisal).values_list("role")
    found = {PARTY_RELATIONS[role]: False for (role,) in before if role in PARTY_RELATIONS}
    found |= {PARTY_RELATIONS[role]: True for (role,) in now if role in PARTY_RELATIONS}
    if not found and standing.reads_predecessor(appraisal, user.employee, day):
        found[Relation.APPRAISER] = True
    return found


def _offices(appraisal: Appraisal, user: User) -> frozenset[Relation]:
    if appraisal.employee_id == user.employee_id:
        return frozenset()
    found = set()
    if user.is_personnel and user.administered_units().filter(pk=appraisal.unit_id).exists():
        found.add(Relation.PERSONNEL)
    if user.is_auditor:
        found.add(Relation.AUDITOR)
    return frozenset(found)


def visible_groups(evaluation: Evaluation, user: User) -> frozenset[FieldGroup]:
    """The groups of this evaluation that this user may read now.

    A former superior reads in full what he signed; of what came after him nothing that the table hides from anybody.
    """
    held = _held(evaluation.appraisal, user, timezone.localdate())
    if evaluation.kept_by_id == user.employee_id:
        held[Relation.APPRAISER] = True
    found = frozenset(held) | _offices(evaluation.appraisal, user)
    signed_it = evaluation.signed_by_id == user.employee_id
    full = {one for one in found if signed_it or held.get(one, True) or one is Relation.APPRAISEE}
    status = EvaluationStatus(evaluation.status)
    shown = {
        group
        for group, rows in TABLE.items()
        if any(status in rows.get(one, NEVER) for one in (found if group in OPEN_TO_ALL else full))
    }
    if Relation.APPRAISEE in found and _opened_in_dialogue(evaluation):
        shown.add(FieldGroup.RATINGS)
    if Relation.APPRAISER in found and not evaluation.ratings.filter(by=user.employee_id).exists():
        shown.discard(FieldGroup.SELF_RATINGS)
    if _submitted_nothing(evaluation) and Relation.APPRAISEE not in found:
        shown -= {FieldGroup.SELF, FieldGroup.SELF_RATINGS}
    return frozenset(shown)


def _opened_in_dialogue(evaluation: Evaluation) -> bool:
    shown = Dialogue.objects.filter(evaluation=evaluation, ratings_shown_at__isnull=False)
    return evaluation.status == EvaluationStatus.RATED and shown.exists()


def _submitted_nothing(evaluation: Evaluation) -> bool:
    """Skipped by the clock: what stands in the draft stays the employee's own."""
    return evaluation.self_submitted_at is None
