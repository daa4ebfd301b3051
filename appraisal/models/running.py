"""The running year beside progress: action plan, results taken over, local criteria and the attendance recap."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from appraisal.models.period import WindowCode
from appraisal.models.target import WorkTarget
from appraisal.rating import RATING_LABELS
from employees.identifiers import new_uuid

RATING_CHOICES = [(rating.value, label) for rating, label in RATING_LABELS.items()]


class ActionPlanItem(models.Model):
    """Rencana aksi for one result, agreed in the dialogue; form B.1.1."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", "Direncanakan"
        DONE = "DONE", "Selesai"
        DROPPED = "DROPPED", "Tidak dilanjutkan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="action_plan")
    target = models.ForeignKey(WorkTarget, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField("rencana aksi", max_length=500)
    window = models.CharField("periode", max_length=5, choices=WindowCode, blank=True)
    due_on = models.DateField("tenggat", null=True, blank=True)
    state = models.CharField("keadaan", max_length=8, choices=State, default=State.PLANNED)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["appraisal", "target", "order", "pk"]

    def __str__(self) -> str:
        return self.text


class TakeOver(models.Model):
    """Pengambilalihan rencana hasil kerja (Ps. 20): still no progress, so the leader takes the result over.

    The note counts at the evaluation. It is not the evaluation by the reviewer.
    """

    target = models.OneToOneField(WorkTarget, on_delete=models.PROTECT, related_name="taken_over")
    taken_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    note = models.TextField("catatan pengambilalihan", max_length=2000)

    class Meta:
        ordering = ["-taken_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_by__isnull=False, taken_at__isnull=False) & ~Q(note=""),
                name="taken_by_and_at_with_a_note",
            )
        ]

    def __str__(self) -> str:
        return f"Diambil alih: {self.target}"


class Criterion(models.Model):
    """A local criterion (kebijakan instansi) with a descriptor per level; never part of the predicate.

    Published before the first SKP of the period is proposed; locked once a rating uses it.
    `unit` None: for the whole agency, else for that subtree.
    """

    class Source(models.TextChoices):
        JUDGED = "JUDGED", "Dinilai pejabat penilai"
        ATTENDANCE = "ATTENDANCE", "Rekap kehadiran"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    period = models.ForeignKey("appraisal.Period", on_delete=models.PROTECT, related_name="criteria")
    unit = models.ForeignKey(
        "employees.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("kriteria", max_length=120)
    source = models.CharField("sumber", max_length=10, choices=Source, default=Source.JUDGED)
    above = models.CharField("diatas ekspektasi berarti", max_length=500)
    meets = models.CharField("sesuai ekspektasi berarti", max_length=500)
    below = models.CharField("dibawah ekspektasi berarti", max_length=500)
    above_from = models.DecimalField(
        "diatas ekspektasi mulai (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    meets_from = models.DecimalField(
        "sesuai ekspektasi mulai (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["period", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="criterion_published_by_and_at_together",
            ),
            models.UniqueConstraint(
                fields=["period", "unit", "name"], nulls_distinct=False, name="criterion_name_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(source="JUDGED") | Q(above_from__isnull=False, meets_from__isnull=False),
                name="attendance_criterion_has_its_thresholds",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CriterionRating(models.Model):
    """How a person stands on a local criterion in one evaluation."""

    evaluation = models.ForeignKey(
        "appraisal.Evaluation", on_delete=models.PROTECT, related_name="criterion_ratings"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="ratings")
    rating = models.CharField(max_length=5, choices=RATING_CHOICES)
    note = models.CharField("catatan", max_length=1000, blank=True)

    class Meta:
        ordering = ["evaluation", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "criterion"], name="one_rating_a_criterion_and_evaluation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_rating_display()}"


class AttendanceRecap(models.Model):
    """How many of the working days of a window somebody was present; by CSV from the agency's own system."""

    period = models.ForeignKey("appraisal.Period", on_delete=models.PROTECT, related_name="+")
    window = models.CharField(max_length=5, choices=WindowCode)
    employee = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="attendance")
    working_days = models.PositiveSmallIntegerField("hari kerja")
    present_days = models.PositiveSmallIntegerField("hari hadir")
    late_days = models.PositiveSmallIntegerField("hari terlambat", default=0)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["period", "window", "employee"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "window", "employee"], name="one_attendance_recap_a_person_and_window"
            ),
            models.CheckConstraint(
                condition=Q(
                    present_days__lte=models.F("working_days"), late_days__lte=models.F("present_days")
                ),
                name="attendance_days_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.get_window_display()}: {self.present_days}/{self.working_days}"
