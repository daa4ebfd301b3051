"""'Ini keliru': what somebody says is wrong about their appraisal, until personnel answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from employees.identifiers import new_uuid


class CorrectionRequest(models.Model):
    """One sentence of an appraisee, or of the appraiser, about a party, the unit or personal data (product.md)."""

    class About(models.TextChoices):
        APPRAISER = "APPRAISER", "Pejabat penilai"
        REVIEWER = "REVIEWER", "Atasan pejabat penilai"
        UNIT = "UNIT", "Unit atau jabatan"
        PERSON = "PERSON", "Nama, NIP, atau golongan"

    class Answer(models.TextChoices):
        DONE = "DONE", "Sudah diperbaiki"
        REFUSED = "REFUSED", "Tidak diubah"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="corrections")
    about = models.CharField("yang keliru", max_length=9, choices=About)
    text = models.TextField("keterangan", max_length=1000)
    asked_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField("jawaban", max_length=7, choices=Answer, blank=True)
    answer_text = models.TextField("penjelasan", max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "about"], condition=Q(answer=""), name="one_open_correction_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="correction_answered_by_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.text[:60]}"

    @property
    def open(self) -> bool:
        return not self.answer
