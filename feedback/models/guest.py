"""A one-time way to give feedback for somebody without an account: a lecturer, a host body (text lines 2863-2870)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from employees.identifiers import new_uuid


class GuestLink(models.Model):
    """Whom it was made for, until when, and whether it was used. The signed token itself is kept nowhere."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    appraisal = models.ForeignKey("appraisal.Appraisal", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nama pemberi umpan balik", max_length=150)
    body = models.CharField("lembaga dan kedudukannya", max_length=150)
    issued_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="a_used_link_is_not_withdrawn",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.body}"
