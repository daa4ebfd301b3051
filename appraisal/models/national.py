"""What stands in e-Kinerja BKN, the national record: results read from there, and what was copied there by hand."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from appraisal.models.evaluation import PREDICATE_CHOICES, RATING_CHOICES
from appraisal.models.period import WindowCode


@pghistory.track()
class NationalResult(models.Model):
    """Somebody's result as personnel found it in e-Kinerja BKN. It never changes a result of ours."""

    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="national_results"
    )
    period = models.ForeignKey("appraisal.Period", on_delete=models.PROTECT, related_name="national_results")
    window = models.CharField(max_length=5, choices=WindowCode, default=WindowCode.YEAR)
    results = models.CharField("rating hasil kerja", max_length=5, choices=RATING_CHOICES, blank=True)
    behaviour = models.CharField("rating perilaku kerja", max_length=5, choices=RATING_CHOICES, blank=True)
    predicate = models.CharField("predikat", max_length=20, choices=PREDICATE_CHOICES)
    imported_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    imported_on = models.DateField()

    class Meta:
        ordering = ["period", "window", "employee"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "period", "window"], name="one_national_result_a_person_and_window"
            ),
            models.CheckConstraint(condition=~Q(predicate=""), name="a_national_result_has_its_predicate"),
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.period.year}: {self.get_predicate_display()}"


@pghistory.track()
class NationalCopy(models.Model):
    """That a part of an appraisal was copied to e-Kinerja BKN, when, by whom, and the text's hash as it was then."""

    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="copies")
    part = models.CharField(max_length=20, help_text="as national_copy.Part names it; 'result:AKHIR'")
    sha256 = models.CharField(max_length=64)
    copied_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    copied_on = models.DateField()

    class Meta:
        ordering = ["appraisal", "part"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "part"], name="one_copy_a_part"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="copy_hash_is_a_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal}: {self.part}"
