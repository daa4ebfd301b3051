"""What another application of the agency shows to read results: a token that was seen once and is kept as its hash."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from employees.identifiers import new_uuid

if TYPE_CHECKING:
    from employees.models import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User) -> ApiTokenQuerySet:
        """Personnel of the whole agency; nobody else."""
        return self if user.has_perm("employees.administer_agency") else self.none()


class ApiToken(models.Model):
    """One application's way to read, for a purpose, until a day. `unit` None: results of the whole agency."""

    class Scope(models.TextChoices):
        PREDICATES = "PREDICATES", "Predikat final: NIP, periode, dan predikat"
        RESULTS = "RESULTS", "Hasil final: juga nama, unit, rating hasil kerja dan perilaku kerja"

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    name = models.CharField("nama aplikasi", max_length=80)
    purpose = models.CharField("untuk apa", max_length=300)
    contact = models.CharField("penanggung jawab", max_length=150)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), verbose_name="yang boleh dibaca")
    unit = models.ForeignKey(
        "employees.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit",
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField("berlaku sampai")
    created_by = models.ForeignKey("employees.Employee", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveBigIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(token_sha256__regex=r"^[0-9a-f]{64}$"), name="api_token_is_a_sha256"
            ),
            models.CheckConstraint(condition=~Q(scopes=[]), name="api_token_may_read_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="api_token_withdrawn_by_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def refusal(self, today: date) -> str:
        """Why it opens nothing any more; "" while it does."""
        if self.withdrawn_at is not None:
            return "token sudah dicabut"
        return "masa berlaku token sudah lewat" if self.expires_on < today else ""

    @property
    def scope_labels(self) -> list[str]:
        return [str(self.Scope(one).label) for one in self.scopes]
