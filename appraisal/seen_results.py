"""Which signed results somebody may read, for many evaluations at once: `visibility.visible_groups` in bulk.

Only the group RATINGS and only what is signed, where every relation reads it; a test holds both to agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from appraisal.models import Appraisal, Evaluation, Party, PartyRole
from appraisal.models.appraisal import readable_as_successor
from appraisal.models.evaluation import SIGNED
from appraisal.visibility import PARTY_RELATIONS
from employees.models import User


def readable(evaluations: Sequence[Evaluation], user: User) -> set[int]:
    """Primary keys of the signed evaluations whose ratings this user may read; five queries at most, however many."""
    signed = [one for one in evaluations if one.status in SIGNED]
    appraisals = {one.appraisal_id: one.appraisal for one in signed}
    own, formerly = _touched(set(appraisals), user)
    whole = own | _acting(set(appraisals), formerly, user) | _office(appraisals, user)
    return {
        one.pk
        for one in signed
        if one.appraisal_id in whole
        or one.kept_by_id == user.employee_id
        or (one.signed_by_id == user.employee_id and one.appraisal_id in formerly)
    }


def _touched(appraisals: set[int], user: User) -> tuple[set[int], set[int]]:
    """Where the user was the appraisee, and where any party, by today."""
    rows = Party.objects.filter(
        appraisal__in=appraisals,
        employee=user.employee_id,
        starts_on__lte=timezone.localdate(),
        role__in=PARTY_RELATIONS,
    )
    found = list(rows.values_list("appraisal", "role"))
    return {pk for pk, role in found if role == PartyRole.APPRAISEE}, {pk for pk, _role in found}


def _acting(appraisals: set[int], formerly: set[int], user: User) -> set[int]:
    """Where the user is a party today, himself or as a delegate; or, never a party, reads the predecessor."""
    acting = Party.objects.acting(user.employee_id, timezone.localdate())
    held = acting.filter(appraisal__in=appraisals, role__in=PARTY_RELATIONS).values_list(
        "appraisal", flat=True
    )
    before = Appraisal.objects.filter(readable_as_successor(acting), pk__in=appraisals - formerly)
    return {*held, *before.values_list("pk", flat=True)}


def _office(appraisals: dict[int, Appraisal], user: User) -> set[int]:
    """Others' appraisals that the user reads as personnel of the unit or as auditor."""
    others = {pk: one for pk, one in appraisals.items() if one.employee_id != user.employee_id}
    if user.is_auditor:
        return set(others)
    if not user.is_personnel:
        return set()
    units = set(
        user.administered_units()
        .filter(pk__in={one.unit_id for one in others.values()})
        .values_list("pk", flat=True)
    )
    return {pk for pk, one in others.items() if one.unit_id in units}
