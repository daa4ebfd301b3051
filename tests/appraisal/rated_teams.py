"""Whole teams with ratings, written as rows: dozens of people for tests that only count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from appraisal.models import Appraisal, AppraisalStatus, Evaluation, OverallRating, Party, PartyRole, Period
from appraisal.models.evaluation import SIGNED
from appraisal.rating import predicate
from employees.models import Employee, Unit
from tests import factories

REASONS = ("Menyusun pedoman layanan dan melatih rekan sekantor.", "Ramah kepada warga dan menolong rekan.")
Pair = tuple[str, str]


def rated_team(
    appraiser: Employee,
    unit: Unit,
    pairs: Sequence[Pair],
    *,
    period: Period,
    reviewer: Employee | None = None,
    status: str = "DELIVERED",
    reasons: tuple[str, str] = REASONS,
) -> list[Evaluation]:
    """One person for each pair of ratings (results, behaviour), rated by the appraiser up to a status."""
    now, today = timezone.now(), timezone.localdate()
    people = Employee.objects.bulk_create(factories._person("") for _ in pairs)
    appraisals = Appraisal.objects.bulk_create(
        Appraisal(
            period=period, employee=one, unit=unit, status=AppraisalStatus.RUNNING, set_by=appraiser, set_at=now,
            targets_due_on=period.targets_due_on,
        )
        for one in people
    )  # fmt: skip
    _parties(appraisals, appraiser, reviewer)
    signed = {"signed_at": now, "signed_by": appraiser, "origin": "APPRAISER"} if status in SIGNED else {}
    evaluations = Evaluation.objects.bulk_create(
        Evaluation(
            appraisal=one, status=status, opens_on=today, self_due_on=today, ends_on=today + timedelta(days=30),
            predicate=predicate(*pair), rated_at=now, **signed,
        )
        for one, pair in zip(appraisals, pairs, strict=True)
    )  # fmt: skip
    OverallRating.objects.bulk_create(
        OverallRating(
            evaluation=one, origin="APPRAISER", by=appraiser, given_at=now, results=results, behaviour=behaviour,
            results_reason=reasons[0], behaviour_reason=reasons[1],
        )
        for one, (results, behaviour) in zip(evaluations, pairs, strict=True)
    )  # fmt: skip
    return evaluations


def _parties(appraisals: Sequence[Appraisal], appraiser: Employee, reviewer: Employee | None) -> None:
    held = [(PartyRole.APPRAISER, appraiser)] + ([(PartyRole.REVIEWER, reviewer)] if reviewer else [])
    Party.objects.bulk_create(
        Party(
            appraisal=one, role=role, employee=person, appraisee=one.employee, name=person.name,
            starts_on=one.period.starts_on,
        )
        for one in appraisals
        for role, person in [(PartyRole.APPRAISEE, one.employee), *held]
    )  # fmt: skip


def lead(unit: Unit) -> Employee:
    """Somebody who appraises there."""
    person: Employee = factories.make_employee(login=False)
    factories.place(person, unit, None)
    return person


MIXED: list[Pair] = [
    *[("MEETS", "MEETS")] * 6, ("ABOVE", "MEETS"), ("MEETS", "ABOVE"), ("BELOW", "MEETS"), ("ABOVE", "ABOVE"),
]  # fmt: skip
HIGH: list[Pair] = [("ABOVE", "ABOVE")] * 9 + [("MEETS", "ABOVE")]
