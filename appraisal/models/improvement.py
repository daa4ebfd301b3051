"""Rencana perbaikan kinerja: six months to improve after a poor yearly predicate (PP 30/2019 Ps. 56-58)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from appraisal.models.evaluation import Evaluation
from employees.identifiers import new_uuid
from employees.models import Employee, Placement

if TYPE_CHECKING:
    from employees.models import User


class ImprovementPlanQuerySet(models.QuerySet["ImprovementPlan"]):
    def visible_to(self, user: User) -> ImprovementPlanQuerySet:
        """The person, today's superior, personnel of the unit, and the auditor."""
        if user.is_auditor or user.has_perm("employees.administer_agency"):
            return self.all()
        seen = Q(employee=user.employee_id) | Q(employee__in=self._below(user))
        if user.is_personnel:
            seen |= Q(employee__in=Employee.objects.administered_by(user).values("pk"))
        return self.filter(seen)

    def of_person(self, user: User) -> ImprovementPlanQuerySet:
        """One's own, and those of the people below."""
        return self.filter(Q(employee=user.employee_id) | Q(employee__in=self._below(user)))

    @staticmethod
    def _below(user: User) -> models.QuerySet[Placement, int]:
        rows = Placement.objects.definitive().on(timezone.localdate()).filter(superior=user.employee_id)
        return rows.values_list("employee", flat=True)


class ImprovementPlan(models.Model):
    """What has to improve, with which help; opened by personnel, concluded by personnel, never by itself."""

    class Outcome(models.TextChoices):
        IMPROVED = "IMPROVED", "Membaik"
        NOT_IMPROVED = "NOT_IMPROVED", "Belum membaik, dilanjutkan dengan uji kompetensi"
        STOPPED = "STOPPED", "Dihentikan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="improvement_plans"
    )
    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="improvement_plan")
    goals = models.TextField("yang harus membaik", max_length=4000)
    support = models.TextField("dukungan yang diberikan", max_length=2000, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    opened_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.CharField("hasil", max_length=12, choices=Outcome, blank=True)
    outcome_note = models.TextField("alasan hasil", max_length=2000, blank=True)
    concluded_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    concluded_at = models.DateTimeField(null=True, blank=True)

    objects = ImprovementPlanQuerySet.as_manager()

    class Meta:
        ordering = ["ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="improvement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=False, opened_at__isnull=False) & ~Q(goals=""),
                name="improvement_opened_by_and_at_with_goals",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", concluded_by__isnull=True, concluded_at__isnull=True)
                | Q(concluded_by__isnull=False, concluded_at__isnull=False)
                & ~Q(outcome="")
                & ~Q(outcome_note=""),
                name="improvement_concluded_by_and_at_with_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(opened_by=F("employee")), name="nobody_opens_his_own_improvement"
            ),
        ]

    def __str__(self) -> str:
        return f"Rencana perbaikan {self.employee}"

    def get_absolute_url(self) -> str:
        return reverse("improvement", args=[self.uuid])

    @property
    def standing(self) -> tuple[str, str]:
        """Where it stands today: words, and the tone of a status."""
        if self.outcome:
            return self.get_outcome_display(), "done" if self.outcome == self.Outcome.IMPROVED else "closed"
        if timezone.localdate() > self.ends_on:
            return "Menunggu hasil", "late"
        return "Berjalan", "active"


class ImprovementCheckpoint(models.Model):
    """A day on which both sides say where it stands."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="checkpoints")
    due_on = models.DateField("tanggal")

    class Meta:
        ordering = ["plan", "due_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="one_improvement_checkpoint_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.due_on:%d-%m-%Y}"


class ImprovementNote(models.Model):
    """What superior or employee wrote at a checkpoint; added, never replaced."""

    checkpoint = models.ForeignKey(ImprovementCheckpoint, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("catatan", max_length=2000)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["checkpoint", "given_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_improvement_note_says_something")
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"
