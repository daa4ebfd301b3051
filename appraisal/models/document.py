"""Documents of record: frozen bytes with their SHA-256."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from appraisal.models.appraisal import Appraisal
from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """Documents of the appraisals one may open; `visible_groups` then decides whether this part shows."""
        return self.filter(evaluation__appraisal__in=Appraisal.objects.visible_to(user))


class Document(models.Model):
    """A rendered official document. Frozen ones are the paper of record and are never rendered again.

    `code` is printed with its QR ('kode verifikasi', never a signature). Until the evaluation is FINAL each
    signature brings a new version (`frozen_at` empty), which replaces the one before.
    """

    class Status(models.TextChoices):
        VALID = "VALID", "Berlaku"
        REPLACED = "REPLACED", "Diganti"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    code = models.CharField("kode verifikasi", max_length=16, unique=True)
    evaluation = models.ForeignKey("appraisal.Evaluation", on_delete=models.PROTECT, related_name="documents")
    form = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=8, choices=Status, default=Status.VALID)
    file = models.FileField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["evaluation", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "form", "version"], name="one_document_a_version"),
            models.UniqueConstraint(
                fields=["evaluation", "form"], condition=Q(status="VALID"), name="one_valid_document_a_form"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_has_its_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} v{self.version} {self.code}"


class DrawingFailure(models.Model):
    """Why the document of an evaluation could not be drawn; gone as soon as one is. `BEGUN` until the drawing ended."""

    class Reason(models.TextChoices):
        BEGUN = "BEGUN", "pembuatannya tidak selesai"
        TOO_LONG = "TOO_LONG", "isinya melebihi batas halaman"
        TOO_SLOW = "TOO_SLOW", "pembuatannya melewati batas waktu"
        TOO_LARGE = "TOO_LARGE", "pembuatannya melewati batas memori"
        FOREIGN = "FOREIGN", "isinya meminta berkas dari luar dokumen"
        CRASHED = "CRASHED", "pembuatannya berhenti karena kesalahan"

    evaluation = models.OneToOneField(
        "appraisal.Evaluation", on_delete=models.CASCADE, related_name="drawing_failure"
    )
    reason = models.CharField("sebab", max_length=10, choices=Reason, default=Reason.BEGUN)
    detail = models.TextField("keterangan", blank=True)
    tries = models.PositiveSmallIntegerField("percobaan", default=1)
    failed_at = models.DateTimeField()

    class Meta:
        ordering = ["-failed_at"]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.get_reason_display()}"
