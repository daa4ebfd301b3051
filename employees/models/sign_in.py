"""Who signed in, who could not, and when: kept for a while, changed by nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pgtrigger
from django.db import models
from django.db.models import Q


class SignInQuerySet(models.QuerySet["SignIn"]):
    def due(self, now: datetime) -> SignInQuerySet:
        """Lines whose time is over; those that name nobody go first."""
        unknown = Q(employee__isnull=True, at__lt=now - SignIn.UNKNOWN_KEPT)
        return self.filter(unknown | Q(at__lt=now - SignIn.KEPT))


class SignIn(models.Model):
    """One attempt. Without `employee` nobody bears the name that was typed; the name is not kept, because people type
    their password there. It is a line all the same, so that the answer takes as long as for a known name."""

    KEPT = timedelta(days=365)
    UNKNOWN_KEPT = timedelta(days=30)

    class Outcome(models.TextChoices):
        SIGNED_IN = "SIGNED_IN", "Masuk"
        WRONG_PASSWORD = "WRONG_PASSWORD", "Gagal masuk: kata sandi salah"
        WRONG_CODE = "WRONG_CODE", "Gagal masuk: kode faktor kedua salah"
        LOCKED = "LOCKED", "Dikunci sementara: terlalu banyak percobaan gagal"

    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="sign_ins"
    )
    outcome = models.CharField(max_length=14, choices=Outcome)
    address = models.GenericIPAddressField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="SIGNED_IN") | Q(employee__isnull=False),
                name="whoever_signed_in_is_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="sign_in_newest"),
            models.Index(fields=["employee", "-at", "-id"], name="sign_in_by_person"),
        ]
        triggers = [pgtrigger.Protect(name="sign_ins_are_never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.at:%d-%m-%Y %H.%M}"
