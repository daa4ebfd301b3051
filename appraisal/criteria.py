"""Local criteria (kebijakan instansi): agreed beforehand, rated beside the evaluation, never part of the predicate.

They stand before anybody promises anything: published before the first SKP of the period is proposed, and locked
once a rating uses them (product.md, 'Five agencies').
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from appraisal.models import (
    Appraisal,
    AttendanceRecap,
    Criterion,
    CriterionRating,
    Evaluation,
    Period,
    WindowCode,
)
from appraisal.rating import Rating
from appraisal.workflow import Refused
from employees.models import Employee, Unit, User

POLICY = "Kebijakan instansi, tidak mengubah predikat."
HUNDRED = Decimal(100)


# --- whose they are -----------------------------------------------------------------
def of_appraisal(appraisal: Appraisal) -> QuerySet[Criterion]:
    """The published criteria of an appraisal: those of the agency, and of its unit or one above it."""
    line = Unit.objects.line_up(appraisal.unit).values("pk")
    rows = Criterion.objects.filter(period=appraisal.period_id, published_at__isnull=False)
    return rows.filter(Q(unit__isnull=True) | Q(unit__in=line))


def kept_by(user: User) -> QuerySet[Criterion]:
    """Those that this user may write: all for the agency's personnel, those of their subtrees for a unit's."""
    rows = Criterion.objects.select_related("unit", "period", "published_by")
    if user.has_perm("employees.administer_agency"):
        return rows
    return rows.filter(unit__in=user.administered_units())


def shown_to(user: User, period: Period) -> QuerySet[Criterion]:
    """At the desk: one's own, those of the agency that hold there too, and everything for an auditor."""
    rows = Criterion.objects.filter(period=period).select_related("unit", "period", "published_by")
    if user.is_auditor or user.has_perm("employees.administer_agency"):
        return rows
    return rows.filter(
        Q(unit__in=user.administered_units()) | Q(unit__isnull=True, published_at__isnull=False)
    )


def with_locks(rows: QuerySet[Criterion]) -> QuerySet[Criterion]:
    """Each with `locked`: whether `changing_refusal` would refuse; in the query that reads them."""
    proposed = Appraisal.objects.filter(
        Q(proposed_at__isnull=False) | Q(set_at__isnull=False), period=OuterRef("period")
    )
    below = proposed.filter(unit__path__startswith=OuterRef("unit__path"))
    relied_on = (Q(unit__isnull=True) & Exists(proposed)) | Exists(below)
    rated = CriterionRating.objects.filter(criterion=OuterRef("pk"))
    return rows.annotate(locked=Exists(rated) | (Q(published_at__isnull=False) & relied_on))


# --- publishing and locking -----------------------------------------------------------
def somebody_has_proposed(criterion: Criterion) -> bool:
    """Whether an SKP within the criterion's reach was handed in, even if it was withdrawn or set unproposed."""
    rows = Appraisal.objects.filter(period=criterion.period_id)
    if criterion.unit is not None:
        rows = rows.filter(unit__in=Unit.objects.subtree(criterion.unit))
    return rows.filter(Q(proposed_at__isnull=False) | Q(set_at__isnull=False)).exists()


def publishing_refusal(criterion: Criterion) -> str:
    """Why it may not be published; "" means it may."""
    if criterion.published_at is not None:
        return "Kriteria ini sudah diterbitkan."
    if somebody_has_proposed(criterion):
        return (
            "Sudah ada SKP yang diajukan pada periode ini, jadi kriteria baru tidak dapat diterbitkan lagi. "
            "Kriteria harus diketahui sebelum SKP pertama diajukan; terbitkan untuk periode berikutnya."
        )
    return ""


def changing_refusal(criterion: Criterion) -> str:
    """Why it may not be changed or deleted; "" means it may."""
    if criterion.ratings.exists():
        return "Kriteria ini sudah dipakai dalam penilaian, jadi tidak dapat diubah lagi."
    if criterion.published_at is not None and somebody_has_proposed(criterion):
        return "SKP sudah diajukan atas dasar kriteria ini, jadi kriterianya tidak dapat diubah lagi."
    return ""


def locked(criterion: Criterion) -> Criterion:
    """The row as it is now; its period too, so that two acts on one period's criteria wait for each other."""
    Period.objects.select_for_update(no_key=True).get(pk=criterion.period_id)
    rows = Criterion.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "period")
    return rows.get(pk=criterion.pk)


@transaction.atomic
def publish(criterion: Criterion, *, by: Employee) -> None:
    """From now on everybody of the period reads it.

    Raises:
        Refused: too late, or done already.
    """
    row = locked(criterion)
    if reason := publishing_refusal(row):
        raise Refused(reason)
    row.published_at, row.published_by = timezone.now(), by
    row.save(update_fields=["published_at", "published_by"])


@transaction.atomic
def delete(criterion: Criterion) -> None:
    """Take away what nobody relies on.

    Raises:
        Refused: it is published and relied on, or used.
    """
    row = locked(criterion)
    if reason := changing_refusal(row):
        raise Refused(reason)
    row.delete()


# --- attendance -----------------------------------------------------------------------
@dataclass(frozen=True)
class Attendance:
    """Days of one person in the months of an evaluation."""

    working: int
    present: int
    late: int

    @property
    def percent(self) -> Decimal:
        return (
            (HUNDRED * self.present / self.working).quantize(Decimal("0.01")) if self.working else Decimal(0)
        )


def attendance_of(evaluation: Evaluation) -> Attendance | None:
    """The recap of the window; for the year without one of its own, the sum of its periods. None without any."""
    appraisal = evaluation.appraisal
    rows = AttendanceRecap.objects.filter(period=appraisal.period_id, employee=appraisal.employee_id)
    own = rows.filter(window=evaluation.window)
    if evaluation.window == WindowCode.YEAR and not own.exists():
        own = rows
    sums = own.aggregate(Sum("working_days"), Sum("present_days"), Sum("late_days"))
    if not sums["working_days__sum"]:
        return None
    return Attendance(sums["working_days__sum"], sums["present_days__sum"], sums["late_days__sum"])


def suggested(criterion: Criterion, days: Attendance | None) -> Rating | None:
    """What the attendance says of a criterion that it feeds; None for every other."""
    above, meets = criterion.above_from, criterion.meets_from
    if criterion.source != Criterion.Source.ATTENDANCE or days is None or above is None or meets is None:
        return None
    if days.percent >= above:
        return Rating.ABOVE
    return Rating.MEETS if days.percent >= meets else Rating.BELOW


def ratings_of(evaluation: Evaluation) -> list[CriterionRating]:
    """For a reader of the appraiser's ratings."""
    return list(evaluation.criterion_ratings.select_related("criterion").order_by("criterion__order", "pk"))
