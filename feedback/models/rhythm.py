"""How often the superior gives feedback: agreed with each employee (Ps. 17), never fixed from above."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Interval(models.TextChoices):
    FORTNIGHT = "FORTNIGHT", "Dua minggu sekali"
    MONTH = "MONTH", "Sebulan sekali"
    QUARTER = "QUARTER", "Tiga bulan sekali"


DAYS: dict[Interval, int] = {Interval.FORTNIGHT: 14, Interval.MONTH: 31, Interval.QUARTER: 92}


class NoteRhythm(models.Model):
    """What holds (`agreed`), and what one of the two proposes instead; the old one holds until both agree."""

    appraisal = models.OneToOneField("appraisal.Appraisal", on_delete=models.PROTECT, related_name="+")
    agreed = models.CharField("irama", max_length=9, choices=Interval, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    proposed = models.CharField("usulan irama", max_length=9, choices=Interval, blank=True)
    proposed_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["appraisal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed="", agreed_on__isnull=True) | (~Q(agreed="") & Q(agreed_on__isnull=False)),
                name="rhythm_agreed_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(proposed="", proposed_by__isnull=True)
                | (~Q(proposed="") & Q(proposed_by__isnull=False)),
                name="rhythm_proposed_with_its_proposer",
            ),
        ]

    def __str__(self) -> str:
        return self.get_agreed_display() or f"usulan: {self.get_proposed_display()}"
