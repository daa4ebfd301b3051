"""The agency's letterhead: what the head of its documents bears, and the place where they are signed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Letterhead(models.Model):
    """One row at most; without it the settings of the deployment hold. Documents on record keep what they bear."""

    lines = models.TextField("alamat di kop surat", blank=True)
    place = models.CharField("tempat penandatanganan", max_length=80, blank=True)
    emblem = models.FileField("lambang", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_letterhead_an_agency"),
            models.CheckConstraint(
                condition=Q(saved_by__isnull=False, saved_at__isnull=False),
                name="letterhead_was_saved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return "Kop surat"
