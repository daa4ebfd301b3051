"""What is decided ahead of its day when people move, and the agreement to carry a result to the new unit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from appraisal.models.appraisal import Appraisal, ClosedReason
from appraisal.models.evaluation import Evaluation
from appraisal.models.period import WindowCode
from employees.identifiers import new_uuid


class PlannedMove(models.Model):
    """A move, new parties or a closing that personnel recorded before its day; carried out when the day comes.

    `appraiser` and `reviewer` are the parties as they are to be from that day, so that nobody means: none.
    What can no longer be done on its day keeps the sentence in `refusal` and waits for personnel.
    """

    class Kind(models.TextChoices):
        MOVE = "MOVE", "Pindah unit"
        PARTIES = "PARTIES", "Pejabat penilai berganti"
        CLOSE = "CLOSE", "Penutupan"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="planned_moves")
    kind = models.CharField("jenis", max_length=7, choices=Kind)
    on_day = models.DateField("berlaku mulai")
    unit = models.ForeignKey(
        "employees.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    position = models.CharField("jabatan baru", max_length=250, blank=True)
    appraiser = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewer = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_reason = models.CharField("alasan penutupan", max_length=16, choices=ClosedReason, blank=True)
    note = models.TextField("keterangan", max_length=1000, blank=True)
    planned_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    refusal = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="one_waiting_move_an_appraisal",
            ),
            models.CheckConstraint(
                condition=Q(planned_by__isnull=False, planned_at__isnull=False),
                name="move_planned_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by__isnull=True, cancelled_at__isnull=True)
                | Q(cancelled_by__isnull=False, cancelled_at__isnull=False, done_at__isnull=True),
                name="move_cancelled_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(kind="MOVE") | Q(unit__isnull=False), name="a_move_names_its_unit"
            ),
            models.CheckConstraint(
                condition=Q(kind="CLOSE") & ~Q(closed_reason="") | ~Q(kind="CLOSE") & Q(closed_reason=""),
                name="a_planned_closing_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.appraisal}: {self.on_day:%d-%m-%Y}"


class CarriedResult(models.Model):
    """The old unit's result is to count in a window of the new one, once both sides agree (lines 3749-3767)."""

    successor = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="carried_results")
    window = models.CharField(max_length=5, choices=WindowCode)
    source = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="+")
    appraisee_agreed_at = models.DateTimeField(null=True, blank=True)
    appraiser_agreed_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    appraiser_agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["successor", "window"]
        constraints = [
            models.UniqueConstraint(fields=["successor", "window"], name="one_carried_result_a_window"),
            models.CheckConstraint(
                condition=Q(appraiser_agreed_by__isnull=True, appraiser_agreed_at__isnull=True)
                | Q(appraiser_agreed_by__isnull=False, appraiser_agreed_at__isnull=False),
                name="appraiser_agreed_by_and_at_together",
            ),
            models.CheckConstraint(condition=~Q(window="AKHIR"), name="no_yearly_result_is_carried"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.get_window_display()}"


class ClosingNote(models.Model):
    """Catatan penutup: what an appraiser who goes, or whose employee goes, leaves to the one who comes after him."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="closing_notes")
    by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("catatan penutup", max_length=4000)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["appraisal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "by"], name="one_closing_note_an_appraiser"),
            models.CheckConstraint(condition=~Q(text=""), name="closing_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:60]}"
